import type { ImageRecord } from '#shared/domain/image.ts'
import sharp from 'sharp'

/** A picture made small enough to travel inside the report, or why it can't be shown. */
export type ReportPicture = { dataUri: string } | { missing: string }

/** How a report comes by the bytes of a picture. */
export interface PictureReaders {
  /** By its SHA-256; null, or a rejection, where it can't be had: the report then says so. */
  readPicture: (sha256: string) => Promise<Uint8Array | null>
  /** Its largest thumbnail, which saves decoding all of it; null where none was kept, or the picture itself is gone. */
  readThumbnail: (sha256: string) => Promise<Uint8Array | null>
}

interface ReducedPictures extends PictureReaders {
  largestSide: number
  longestSide: number
}

/** What lies behind a transparent picture: the report's own surround. */
const SURROUND = '#dedede'

/** How many are decoded at a time; each holds its full-size bytes while it is. */
const AT_ONCE = 2

/**
 * Reads pictures and reduces each to a JPEG inside a data URI, all by the same factor, so that a smaller picture stays smaller.
 * A picture that can't be read is told as missing, with the reason; it never stops the report.
 * @param options.largestSide side in pixels of the largest picture that will be shown
 * @param options.longestSide that it has in the report, no more than a thumbnail has
 */
export async function reducePictures(
  images: readonly ImageRecord[],
  options: ReducedPictures,
): Promise<Map<string, ReportPicture>> {
  const waiting = [...new Map(images.map((image) => [image.sha256, image])).values()]
  const reduced = new Map<string, ReportPicture>()
  const work = async (): Promise<void> => {
    for (let image = waiting.shift(); image !== undefined; image = waiting.shift()) {
      reduced.set(image.sha256, await reducePicture(image, options))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return reduced
}

async function reducePicture(image: ImageRecord, options: ReducedPictures): Promise<ReportPicture> {
  try {
    const bytes = (await options.readThumbnail(image.sha256)) ?? (await options.readPicture(image.sha256))
    if (bytes === null) return { missing: 'The picture is no longer in the data folder.' }
    const side = Math.max(
      1,
      Math.round((Math.max(image.width, image.height) / options.largestSide) * options.longestSide),
    )
    const jpeg = await sharp(bytes)
      .autoOrient()
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: SURROUND })
      .jpeg({ quality: 78 })
      .toBuffer()
    return { dataUri: `data:image/jpeg;base64,${jpeg.toString('base64')}` }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { missing: `The picture could not be read: ${reason}` }
  }
}
