import type { GalleryPicture } from '#shared/domain/gallery.ts'
import { AssayError } from '#shared/errors.ts'
import { formatBytes } from '#shared/units/bytes.ts'
import { countText } from '#shared/units/count-text.ts'
import { putIntoPage } from '../put-into-page.ts'
import { PICTURE_NOTE, reducePicture } from '../voting-file/reduce-picture.ts'
import { galleryContent, galleryRows, picturesOf, type GalleryEvidence } from './gallery-content.ts'
import { CONTENT_ID, CONTENT_PLACE } from './gallery-page.ts'

/** Of a whole file. A browser opens it at once, and it can still be handed on. */
export const LARGEST_GALLERY_BYTES = 50_000_000

/**
 * A gallery in one file, with its pictures in it, encoded anew.
 * @param page the built page
 * @returns the file, and how many pictures could not be read: the page says so in their places
 * @throws AssayError BAD_USAGE where it would be too large
 */
export async function writeGalleryFile(
  evidence: GalleryEvidence,
  page: string,
  largestBytes: number = LARGEST_GALLERY_BYTES,
): Promise<{ file: Uint8Array; pictureCount: number; missingCount: number }> {
  const rows = galleryRows(evidence)
  const hashes = picturesOf(rows)
  const largestSide = Math.max(1, ...rows.flatMap(({ image }) => (image === null ? [] : [image.width, image.height])))
  const pictures: Record<string, GalleryPicture> = {}
  let room = largestBytes - page.length
  for (const [fitting, sha256] of hashes.entries()) {
    const picture = await readReduced(evidence, sha256, largestSide)
    if (picture === null) continue
    pictures[sha256] = { whole: picture, reduced: null }
    room -= picture.length
    if (room < 0) throw tooLarge(hashes.length, fitting, largestBytes)
  }
  const value = galleryContent(evidence, pictures, PICTURE_NOTE)
  const file = putIntoPage(page, { place: CONTENT_PLACE, id: CONTENT_ID, value })
  const pictureCount = Object.keys(pictures).length
  if (file.byteLength > largestBytes) throw tooLarge(hashes.length, pictureCount, largestBytes)
  return { file, pictureCount, missingCount: hashes.length - pictureCount }
}

/** null where the picture can't be read or does not decode: one damaged picture must not take the others along. */
async function readReduced(
  { readPicture }: GalleryEvidence,
  sha256: string,
  largestSide: number,
): Promise<string | null> {
  try {
    return (await reducePicture(await readPicture(sha256), largestSide)).address
  } catch {
    return null
  }
}

function tooLarge(wanted: number, fitting: number, largestBytes: number): AssayError {
  return new AssayError(
    'BAD_USAGE',
    `A gallery of ${countText(wanted, 'picture')} in one file would be larger than ${formatBytes(largestBytes)}, so none was written: ${countText(fitting, 'picture')} would fit. Ask for fewer repeats, or for a folder: assay gallery <trial> --out <folder>.`,
  )
}
