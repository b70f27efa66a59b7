import { composeReport, type ReportGiven } from '../compose-report.ts'
import { BUNDLE_TEXTS, BUNDLE_VERSION, type BundleMeasures } from '#shared/domain/bundle.ts'
import { givenPicture } from '#shared/domain/given-picture.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import type { AskedJudge } from '../rate-judges.ts'
import { bundleTexts } from './bundle-texts.ts'
import { withholdAddresses } from './withhold-addresses.ts'
import { writeBundleFile } from './write-bundle-file.ts'

/** What a bundle needs beside what a report is made of. */
export interface BundleExtras {
  assayVersion: string
  createdAt: string
  measures: BundleMeasures
}

/**
 * Writes report, rows, pictures and all that their numbers follow from as one archive, without addresses, accounts and workflows. What the
 * options leave out is left out here as well, and the manifest says so.
 * @param given without the prompts already, where the options leave them out
 */
export async function writeEvidenceBundle(path: string, given: ReportGiven, extras: BundleExtras): Promise<void> {
  const { options, votes, marks, readPicture } = given
  const withoutPrompts = options.leaveOut.includes('prompts')
  const judges = withoutPrompts ? given.judges.map(withoutAnswers) : given.judges
  const shown = withholdAddresses({ ...given, judges })
  const report = await composeReport({ ...given, ...shown }, ['html', 'json', 'csv'])
  const parts = bundleTexts({
    ...shown,
    marks,
    votes: { sessions: [...votes.sessions], votes: [...votes.votes] },
    measures: extras.measures,
  })
  const texts = new Map(
    Object.values(BUNDLE_TEXTS).map((name) => {
      const content = report.get(name) ?? parts.get(name)
      if (content === undefined) throw new Error(`The bundle lacks its ${name}.`)
      return [name, content] as const
    }),
  )
  await writeBundleFile(path, {
    texts,
    pictures: options.leaveOut.includes('pictures') ? [] : picturesOf(given),
    readPicture,
    manifest: {
      format: 'assay-evidence-bundle',
      version: BUNDLE_VERSION,
      assayVersion: extras.assayVersion,
      trialId: given.trial.id,
      trialName: given.trial.plan.name,
      createdAt: extras.createdAt,
      leftOut: ['addresses', 'accounts', 'workflows', ...options.leaveOut.toSorted()],
    },
  })
}

/** What a judge model wrote may repeat the prompt. */
function withoutAnswers(judge: AskedJudge): AskedJudge {
  return { ...judge, calls: judge.calls.map((call) => ({ ...call, reason: null, answer: null })) }
}

/** Each once, by hash: those that were drawn, and those that came with prompts. */
function picturesOf({ trial, rows }: Pick<ReportGiven, 'trial' | 'rows'>): ImageRecord[] {
  const { cases, contenders } = trial.plan
  const all = [
    ...rows.flatMap(({ image }) => image ?? []),
    ...cases.flatMap((one) => givenPicture(contenders, one) ?? []),
  ]
  const bySha256 = new Map(all.map((image) => [image.sha256, image]))
  return [...bySha256.values()].toSorted((one, other) => (one.sha256 < other.sha256 ? -1 : 1))
}
