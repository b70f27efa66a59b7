import { inspectPicture } from '#main/images/inspect-picture.ts'
import { keepPicture } from '#main/images/keep-picture.ts'
import type { Store } from '#main/store/open-store.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import { AssayError } from '#shared/errors.ts'

/** Nothing was asked of a picture that somebody brings: it is as it is. */
const AS_IT_IS = { width: 0, height: 0 }

/**
 * Keeps an input picture by its hash, after it was decoded once: a provider must not be the first to find that it is damaged.
 * @throws AssayError BAD_USAGE where it is no whole PNG, JPEG or WebP
 */
export async function addPicture(file: Blob, store: Store): Promise<ImageRecord> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const inspected = inspectPicture(bytes, AS_IT_IS)
  if ('unusable' in inspected) throw new AssayError('BAD_USAGE', inspected.unusable)
  // Decoding is loaded when somebody brings a picture, which few do.
  const { examinePicture } = await import('#main/images/examine-picture.ts')
  const { checks } = await examinePicture(bytes)
  const damage = checks.find(({ result }) => result.flags.includes('damaged'))
  if (damage !== undefined)
    throw new AssayError('BAD_USAGE', `The picture can't be used. ${damage.result.reason ?? ''}`)
  const kept = await keepPicture(bytes, AS_IT_IS, store.files)
  if ('unusable' in kept) throw new AssayError('BAD_USAGE', kept.unusable)
  store.images.insert(kept.image)
  return kept.image
}
