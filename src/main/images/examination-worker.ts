import { readFileSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import { imageFiles } from '#main/store/image-files.ts'
import type { PictureCheck } from '#shared/domain/picture-check.ts'
import { letGo } from '#shared/let-go.ts'
import type { ExaminedPicture } from './examine-picture.ts'
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

export default function examine(sha256: string): Promise<ExaminedPicture> {
  return looking(sha256, examinePicture)
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
