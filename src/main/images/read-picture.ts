import { readFileSync } from 'node:fs'
import type { ImageFiles } from '#main/store/image-files.ts'
import type { ReadPictureTask } from './picture-tasks.ts'

/**
 * The bytes of a picture that was kept before, in the form that a request carries them; text as ASCII. They have a memory of
 * their own, so that they can be handed to another thread.
 * @throws Error where the picture is not on disk
 */
export function readPicture({ image, form }: ReadPictureTask, files: ImageFiles): Uint8Array<ArrayBuffer> {
  const path = files.imagePath(image.sha256)
  if (!files.hasImage(image.sha256)) throw new Error(`The input picture ${image.sha256} is not in the data folder.`)
  const bytes = readFileSync(path)
  if (form === 'bytes') return new Uint8Array(bytes)
  const opening = form === 'data-uri' ? `data:image/${image.format};base64,` : ''
  return new Uint8Array(Buffer.from(opening + bytes.toString('base64'), 'latin1'))
}
