import { composeReport, type ReportGiven } from '../compose-report.ts'
import {
  BUNDLE_TEXTS,
  BUNDLE_VERSION,
  type BundleManifest,
  type BundleMeasures,
  type BundleOmission,
  type BundleTallies,
} from '#shared/domain/bundle.ts'
import { givenPicture } from '#shared/domain/given-picture.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import { bundleTexts } from './bundle-texts.ts'
import { clearPictures, type ClearPicture } from './clear-pictures.ts'
import { withholdAddresses } from './withhold-addresses.ts'
import { writeBundleFile } from './write-bundle-file.ts'

/** What a bundle needs beside what a report is made of. */
export interface BundleExtras extends Pick<BundleManifest, 'assayVersion' | 'createdAt' | 'workflows'> {
  measures: BundleMeasures
  tallies: BundleTallies
  clearPicture: ClearPicture
  /** Of the bundle that it is made from; null where it is made from the trial itself. */
  before: Pick<BundleManifest, 'leftOut' | 'clearedPictures'> | null
}

/**
 * Writes report, rows, pictures and all that their numbers follow from as one archive, without addresses, accounts and workflows, and
 * without what is written beside the pixels of pictures. What the options leave out is left out here as well, and the manifest says so.
 * @param given without the prompts already, where the options leave them out
 */
export async function writeEvidenceBundle(path: string, given: ReportGiven, extras: BundleExtras): Promise<void> {
  const { options, votes, marks } = given
  const images = options.leaveOut.includes('pictures') ? [] : picturesOf(given)
  const { readPicture } = given
  const pictures = await clearPictures(images, { readPicture, clearPicture: extras.clearPicture })
  const trial = pictures.inTrial(given.trial)
  const shown = withholdAddresses({ ...given, trial, rows: pictures.inRows(given.rows) })
  // A thumbnail is drawn from pixels, and holds nothing beside them.
  const readThumbnail = (sha256: string) => given.readThumbnail(pictures.cameAs(sha256))
  const readers = { readPicture: pictures.read, readThumbnail }
  const report = await composeReport({ ...given, ...shown, ...readers }, ['html', 'json', 'csv'])
  const parts = bundleTexts({
    ...shown,
    marks,
    votes: { sessions: [...votes.sessions], votes: [...votes.votes] },
    measures: pictures.inMeasures(extras.measures),
    tallies: extras.tallies,
  })
  const texts = new Map(
    Object.values(BUNDLE_TEXTS).map((name) => {
      const content = report.get(name) ?? parts.get(name)
      if (content === undefined) throw new Error(`The bundle lacks its ${name}.`)
      return [name, content] as const
    }),
  )
  const { assayVersion, createdAt, workflows, before } = extras
  const leftOut = new Set([...ALWAYS_LEFT_OUT, ...[...(before?.leftOut ?? []), ...options.leaveOut].toSorted()])
  const hashes = new Set(pictures.pictures.map(({ sha256 }) => sha256))
  const clearedBefore = before?.clearedPictures.filter(({ sha256 }) => hashes.has(sha256)) ?? []
  await writeBundleFile(path, {
    texts,
    pictures: pictures.pictures,
    readPicture: pictures.read,
    manifest: {
      format: 'assay-evidence-bundle',
      version: BUNDLE_VERSION,
      assayVersion,
      trialId: trial.id,
      trialName: trial.plan.name,
      startedAt: trial.startedAt,
      createdAt,
      leftOut: [...leftOut],
      workflows,
      clearedPictures: [...clearedBefore, ...pictures.cleared],
    },
  })
}

const ALWAYS_LEFT_OUT: readonly BundleOmission[] = ['addresses', 'accounts', 'workflows', 'picture-metadata']

/** Those that were drawn, and those that came with prompts. */
function picturesOf({ trial, rows }: Pick<ReportGiven, 'trial' | 'rows'>): ImageRecord[] {
  const { cases, contenders } = trial.plan
  const all = [
    ...rows.flatMap(({ image }) => image ?? []),
    ...cases.flatMap((one) => givenPicture(contenders, one) ?? []),
  ]
  return [...new Map(all.map((image) => [image.sha256, image])).values()]
}
