import { readFileSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import { imageFiles } from '#main/store/image-files.ts'
import type { PictureCheck } from '#shared/domain/picture-check.ts'
import { LARGEST_THUMBNAIL } from '#shared/domain/thumbnail.ts'
import { letGo } from '#shared/let-go.ts'
import type { ExaminedPicture } from './examine-picture.ts'
import type { Thumbnail } from './make-thumbnail.ts'
import { lowerDecodingPriority, lowerPriority } from './lower-priority.ts'

/** What the pool tells its thread at the start. */
export interface ExaminationWorkerData {
  dataDirectory: string
}

lowerPriority()
await lowerDecodingPriority()
// Only now, because loading the decoder takes a fifth of a second of the processor.
const { examinePicture } = await import('./examine-picture.ts')
const { hashPixels } = await import('./hash-pixels.ts')
const files = imageFiles((workerData as ExaminationWorkerData).dataDirectory)

/** Also keeps its thumbnail: decoding large PNGs once more is most of what a report would have to do. */
export default async function examine(sha256: string): Promise<ExaminedPicture> {
  const { thumbnail, ...found } = await looking(sha256, examinePicture)
  if (thumbnail !== null) keepIfPossible(sha256, thumbnail)
  return found
}

/** What was found stands without it: a disk that is full is told of by whoever stores that, and who wants a thumbnail makes it again. */
function keepIfPossible(sha256: string, thumbnail: Thumbnail): void {
  try {
    files.keepThumbnail(sha256, LARGEST_THUMBNAIL, thumbnail)
  } catch {}
}

/** The check `pixels` alone. */
export function pixels(sha256: string): Promise<PictureCheck> {
  return looking(sha256, hashPixels)
}

async function looking<Found>(sha256: string, look: (bytes: Uint8Array) => Promise<Found>): Promise<Found> {
  const bytes = readFileSync(files.imagePath(sha256))
  try {
    return await look(bytes)
  } finally {
    letGo(bytes)
  }
}
