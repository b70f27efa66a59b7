import { z } from 'zod'
import { Sha256 } from './image.ts'
import { JudgeTally } from './judge-tally.ts'
import { JudgeCall, JudgePair, JudgeRun } from './judge.ts'
import { ChargesByBasis } from './chart-analysis.ts'
import { FailureClass, Outcome } from './sample.ts'
import { SampleMeasures } from './sample-measures.ts'
import { Sitting } from './sitting.ts'
import { PictureMeasure } from './soft-check.ts'
import { Vote, VoteSession } from './vote.ts'

/** Of the layout of a bundle. One with a higher number is refused, and says so. */
export const BUNDLE_VERSION = 1

export const MANIFEST_FILE = 'manifest.json'

/** What a bundle holds besides its manifest and its pictures, in this order. */
export const BUNDLE_TEXTS = {
  report: 'report.html',
  results: 'results.json',
  rows: 'results.csv',
  plan: 'plan.json',
  prices: 'prices.json',
  environment: 'environment.json',
  calibration: 'calibration.json',
  sittings: 'sittings.json',
  marks: 'marks.json',
  measures: 'measures.json',
  tallies: 'tallies.json',
  votes: 'votes.json',
  judges: 'judges.json',
} as const

/** Pictures stand in this folder, pixel for pixel as they came: `pictures/<sha256>.<format>`. */
export const BUNDLE_PICTURE = /^pictures\/([0-9a-f]{64})\.(png|jpeg|webp)$/

/** Stands where an address was: a URL that leads nowhere (RFC 6761). */
export const WITHHELD_ADDRESS = 'https://left-out.invalid/'

/**
 * What a bundle does not hold. The first four are in none: they are nobody's business but their owner's, and generators write workflows
 * and prompts beside the pixels of their pictures.
 */
export const BundleOmission = z.enum(['addresses', 'accounts', 'workflows', 'picture-metadata', 'prompts', 'pictures'])
export type BundleOmission = z.infer<typeof BundleOmission>

export const OMISSION_WORDS: Readonly<Record<BundleOmission, string>> = {
  addresses: 'addresses',
  accounts: 'accounts',
  workflows: 'workflows',
  'picture-metadata': 'metadata of pictures',
  prompts: 'prompts, and messages and notes that may repeat them',
  pictures: 'pictures',
}

/** In a bundle every trial has one of these where it had a workflow: whether two are the same can be told, and nothing else of them. */
export const WorkflowHash = z.strictObject({
  contenderId: z.string(),
  /** Place in the contender's pipeline, from 0. */
  step: z.int().min(0),
  sha256: Sha256,
})
export type WorkflowHash = z.infer<typeof WorkflowHash>

/** What names the files of a bundle, each with its hash. The SHA-256 of this file's bytes is the bundle's own. */
export const BundleManifest = z.strictObject({
  format: z.literal('assay-evidence-bundle'),
  version: z.literal(BUNDLE_VERSION),
  assayVersion: z.string(),
  trialId: z.string(),
  trialName: z.string(),
  /** When the trial began. */
  startedAt: z.iso.datetime(),
  createdAt: z.iso.datetime(),
  leftOut: z.array(BundleOmission),
  workflows: z.array(WorkflowHash),
  /** Pictures that something was written beside the pixels of: the hash that they have here, and the one that they came with. */
  clearedPictures: z.array(z.strictObject({ sha256: Sha256, cameAs: Sha256 })),
  /** Pictures that the rows name and whose files were not there, or were not what they had been. */
  missingPictures: z.array(Sha256),
  /** All but the manifest itself, in the order of the archive. */
  files: z.array(z.strictObject({ name: z.string(), sha256: Sha256, sizeBytes: z.int().min(0) })),
})
export type BundleManifest = z.infer<typeof BundleManifest>

export const BundleVotes = z.strictObject({ sessions: z.array(VoteSession), votes: z.array(Vote) })
export type BundleVotes = z.infer<typeof BundleVotes>

export const BundleJudges = z.array(
  z.strictObject({ run: JudgeRun, tally: JudgeTally, pairs: z.array(JudgePair), calls: z.array(JudgeCall) }),
)
export type BundleJudges = z.infer<typeof BundleJudges>

export const BundleSittings = z.array(Sitting)

/** What was measured in the pictures. `corners`: of one picture of each case, what stands out in its corners. */
export const BundleMeasures = z.strictObject({
  samples: z.array(SampleMeasures),
  /** The soft checks that made the values of `pictures`, each once. */
  checks: z.array(PictureMeasure.pick({ name: true, version: true, parameters: true })),
  pictures: z.array(z.strictObject({ sha256: Sha256, values: z.array(PictureMeasure.omit({ parameters: true })) })),
  corners: z.array(z.strictObject({ contenderId: z.string(), caseIndex: z.int(), detail: z.string() })),
})
export type BundleMeasures = z.infer<typeof BundleMeasures>

/** How each try ended, and how each charge is known: counted, since the tries themselves name addresses. */
export const BundleTallies = z.strictObject({
  attempts: z.array(
    z.strictObject({
      contenderId: z.string(),
      outcome: Outcome,
      failureClass: FailureClass.nullable(),
      attemptFailureClass: FailureClass.nullable(),
      count: z.int().min(1),
    }),
  ),
  charges: z.array(ChargesByBasis.extend({ contenderId: z.string() })),
})
export type BundleTallies = z.infer<typeof BundleTallies>

/** What was found of a bundle whose every byte is as its manifest says. */
export const CheckedBundle = z.strictObject({
  /** SHA-256 of its manifest: whoever knows it knows every byte of the bundle. */
  manifestSha256: Sha256,
  trialId: z.string(),
  trialName: z.string(),
  startedAt: z.iso.datetime(),
  createdAt: z.iso.datetime(),
  assayVersion: z.string(),
  leftOut: z.array(BundleOmission),
  missingPictureCount: z.int(),
  pictureCount: z.int(),
  fileCount: z.int(),
  sizeBytes: z.number(),
})
export type CheckedBundle = z.infer<typeof CheckedBundle>

/** A bundle that has been opened. Its id stands wherever that of a trial does that is only looked at. */
export const OpenedBundle = CheckedBundle.extend({ id: z.string() })
export type OpenedBundle = z.infer<typeof OpenedBundle>
