import { createHash } from 'node:crypto'
import type { BundleManifest, BundleMeasures } from '#shared/domain/bundle.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial } from '#shared/domain/trial.ts'

export type ReadPicture = (sha256: string) => Promise<Uint8Array | null>
/** Takes out of a picture what is written beside its pixels. @throws where it is not put together as a picture is */
export type ClearPicture = (bytes: Uint8Array) => Uint8Array

/** Pictures of a trial without what is written beside their pixels, under the hashes that they then have. */
export interface ClearedPictures {
  /** Each once, by hash. */
  pictures: ImageRecord[]
  /** By the new hash. null where a picture is gone, is not what it was, or could not be read to its end. */
  read: ReadPicture
  /** The hash that a picture came with, by the one that it has now. */
  cameAs: (sha256: string) => string
  /** Those that had anything to be taken out. */
  cleared: BundleManifest['clearedPictures']
  inTrial(trial: Trial): Trial
  inRows(rows: readonly SampleRow[]): SampleRow[]
  inMeasures(measures: BundleMeasures): BundleMeasures
}

/** Reads every picture once for its new hash, so that no more than one is in memory; when it is written it is read again. */
export async function clearPictures(
  images: readonly ImageRecord[],
  { readPicture, clearPicture }: { readPicture: ReadPicture; clearPicture: ClearPicture },
): Promise<ClearedPictures> {
  const read = async (sha256: string): Promise<Uint8Array | null> => {
    const bytes = await readPicture(sha256).catch(() => null)
    if (bytes === null || sha256Of(bytes) !== sha256) return null
    try {
      return clearPicture(bytes)
    } catch {
      return null
    }
  }
  const changed = new Map<string, ImageRecord>()
  for (const image of images) {
    const bytes = await read(image.sha256)
    if (bytes === null) continue
    const sha256 = sha256Of(bytes)
    if (sha256 !== image.sha256) changed.set(image.sha256, { ...image, sha256, sizeBytes: bytes.byteLength })
  }
  const now = (image: ImageRecord): ImageRecord => changed.get(image.sha256) ?? image
  const orNull = (image: ImageRecord | null): ImageRecord | null => (image === null ? null : now(image))
  const before = new Map([...changed].map(([came, { sha256 }]) => [sha256, came]))
  const cameAs = (sha256: string): string => before.get(sha256) ?? sha256
  const bySha256 = new Map(images.map(now).map((image) => [image.sha256, image]))
  return {
    pictures: [...bySha256.values()].toSorted((one, other) => (one.sha256 < other.sha256 ? -1 : 1)),
    read: (sha256) => read(cameAs(sha256)),
    cameAs,
    cleared: [...changed].map(([came, { sha256 }]) => ({ sha256, cameAs: came })).toSorted(byCameAs),
    inTrial: (trial) => ({
      ...trial,
      plan: { ...trial.plan, cases: trial.plan.cases.map((one) => ({ ...one, picture: orNull(one.picture) })) },
    }),
    inRows: (rows) => rows.map((row) => ({ ...row, image: orNull(row.image) })),
    inMeasures: (measures) => ({
      ...measures,
      pictures: measures.pictures.map(({ sha256, values }) => ({
        sha256: changed.get(sha256)?.sha256 ?? sha256,
        values,
      })),
    }),
  }
}

function byCameAs(one: { cameAs: string }, other: { cameAs: string }): number {
  return one.cameAs < other.cameAs ? -1 : 1
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
