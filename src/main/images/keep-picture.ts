import { hash } from 'node:crypto'
import type { ImageFiles } from '#main/store/image-files.ts'
import type { GenerationParameters } from '#shared/domain/generation.ts'
import type { SampleImage } from '#shared/domain/sample.ts'
import { inspectPicture } from './inspect-picture.ts'
import type { UnusablePicture } from './picture-tasks.ts'

/**
 * Keeps a picture under the hash of its bytes: written when it returns, on disk when it resolves. What is not a whole picture is
 * not kept.
 * @throws what the disk says when it can't be written: that is no fault of the picture, and must stop the trial.
 */
export async function keepPicture(
  bytes: Uint8Array,
  asked: Pick<GenerationParameters, 'width' | 'height' | 'format'>,
  files: Pick<ImageFiles, 'keepImage'>,
): Promise<SampleImage | UnusablePicture> {
  const inspected = inspectPicture(bytes, asked)
  if ('unusable' in inspected) return inspected
  const { format, width, height, flags } = inspected
  const sha256 = hash('sha256', bytes, 'hex')
  // Read before the wait: the caller may let the bytes go meanwhile.
  const sizeBytes = bytes.byteLength
  await files.keepImage(sha256, bytes)
  return { image: { sha256, format, width, height, sizeBytes }, flags }
}
