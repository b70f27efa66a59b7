import { createHash } from 'node:crypto'
import type { ImageFiles } from '#main/store/image-files.ts'
import type { GenerationParameters } from '#shared/domain/generation.ts'
import type { SampleImage } from '#shared/domain/sample.ts'
import { lookAtPicture } from './look-at-picture.ts'
import type { UnusablePicture } from './picture-tasks.ts'

/**
 * Looks at a picture and keeps it under the hash of its bytes. What can't be opened is not kept.
 * @throws what the disk says when it can't be written: that is no fault of the picture, and must stop the trial.
 */
export async function keepPicture(
  bytes: Uint8Array,
  asked: Pick<GenerationParameters, 'width' | 'height' | 'format'>,
  files: ImageFiles,
): Promise<SampleImage | UnusablePicture> {
  const looking = lookAtPicture(bytes, asked)
  // The decoder works on a thread of its own. Meanwhile this one hashes and waits for the disk.
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const staged = files.stageImage(sha256, bytes)
  const look = await looking
  if ('unusable' in look) {
    staged.discard()
    return look
  }
  const { format, width, height, flags } = look
  staged.keep()
  return { image: { sha256, format, width, height, sizeBytes: bytes.byteLength }, flags }
}
