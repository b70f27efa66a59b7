import type { GalleryPicture } from '#shared/domain/gallery.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import { AssayError } from '#shared/errors.ts'
import { formatBytes } from '#shared/units/bytes.ts'
import { countText } from '#shared/units/count-text.ts'
import { putIntoPage } from '../put-into-page.ts'
import { pictureNote, reducePicture } from '../voting-file/reduce-picture.ts'
import { galleryContent, galleryPictures, type GalleryEvidence } from './gallery-content.ts'
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
  const { drawn, given } = galleryPictures(evidence)
  const drawnSide = Math.max(1, ...drawn.map(longerSide))
  const wanted = [
    ...drawn.map(({ sha256 }) => ({ sha256, largestSide: drawnSide })),
    ...given.map((image) => ({ sha256: image.sha256, largestSide: longerSide(image) })),
  ]
  const pictures: Record<string, GalleryPicture> = {}
  let room = largestBytes - page.length
  for (const [fitting, { sha256, largestSide }] of wanted.entries()) {
    const picture = await readReduced(evidence, sha256, largestSide)
    if (picture === null) continue
    pictures[sha256] = { whole: picture, reduced: null }
    room -= picture.length
    if (room < 0) throw tooLarge(wanted.length, fitting, largestBytes)
  }
  const value = galleryContent(evidence, pictures, pictureNote(given.length > 0))
  const file = putIntoPage(page, { place: CONTENT_PLACE, id: CONTENT_ID, value })
  const pictureCount = Object.keys(pictures).length
  if (file.byteLength > largestBytes) throw tooLarge(wanted.length, pictureCount, largestBytes)
  return { file, pictureCount, missingCount: wanted.length - pictureCount }
}

function longerSide({ width, height }: ImageRecord): number {
  return Math.max(width, height)
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
