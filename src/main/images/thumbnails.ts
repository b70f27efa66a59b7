import { readFile } from 'node:fs/promises'
import { LARGEST_THUMBNAIL, type ThumbnailSide } from '#shared/domain/thumbnail.ts'
import type { ImageFiles, ThumbnailFormat } from '#main/store/image-files.ts'

/**
 * Thumbnails of kept pictures, made when one is first asked for and kept beside them. One at a time: a page that asks for
 * fifty must not take every processor from a trial that is being timed.
 */
export function createThumbnails(files: ImageFiles): {
  /** Where the thumbnail is; null where there is no such picture. The hash may be any text that came in a URL. */
  find(sha256: string, side: ThumbnailSide): Promise<{ path: string; format: ThumbnailFormat } | null>
} {
  let last: Promise<unknown> = Promise.resolve()

  async function make(sha256: string, side: ThumbnailSide): Promise<void> {
    // Asked again, because the one before in the queue may have been for the same picture.
    if ((await files.findThumbnail(sha256, side)) !== null) return
    // A small one comes from the large one: to decode that takes a tenth of the time that the picture takes.
    if (side !== LARGEST_THUMBNAIL) await make(sha256, LARGEST_THUMBNAIL)
    const larger = side === LARGEST_THUMBNAIL ? null : await files.findThumbnail(sha256, LARGEST_THUMBNAIL)
    // The decoder is loaded with the first one: a trial without an onlooker needs none on this thread.
    const { makeThumbnail } = await import('./make-thumbnail.ts')
    files.keepThumbnail(
      sha256,
      side,
      await makeThumbnail(await readFile(larger?.path ?? files.imagePath(sha256)), side),
    )
  }

  return {
    async find(sha256, side) {
      if (!files.hasImage(sha256)) return null
      const found = await files.findThumbnail(sha256, side)
      if (found !== null) return found
      const made = last.then(() => make(sha256, side))
      last = made.catch(() => null)
      await made
      return files.findThumbnail(sha256, side)
    },
  }
}
