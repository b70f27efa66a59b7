import sharp from 'sharp'
import type { VotingPicture } from '#shared/domain/voting-file.ts'

/** Of the largest picture in a file, in pixels: half of a large screen holds no more. The others are reduced by the same factor. */
export const LONGEST_SIDE = 1536

/** At 90, with colour as fine as brightness, what the format does to a picture is not seen at its own size. */
const QUALITY = 90

/** What was done to the pictures, for whoever judges them. */
const PICTURE_NOTE =
  `Pictures are encoded anew, as JPEG of quality ${QUALITY} with full colour resolution (as WebP where one sees through them), ` +
  `and all reduced by one factor where the largest has more than ${LONGEST_SIDE.toLocaleString('en-US')} pixels on a side.`

/** @param isGivenShown whether pictures that came with prompts are in the file as well */
export function pictureNote(isGivenShown: boolean): string {
  return isGivenShown ? `${PICTURE_NOTE} A given picture is reduced by itself.` : PICTURE_NOTE
}

/**
 * A picture for a voting file. Format, metadata and profile of the original go: they could tell whose it is.
 * @param largestSide of all pictures in the file that are held against each other, in pixels
 * @throws Error what the decoder says where the bytes are not a whole picture
 */
export async function reducePicture(bytes: Uint8Array, largestSide: number): Promise<VotingPicture> {
  const factor = Math.min(1, LONGEST_SIDE / largestSide)
  const original = sharp(bytes)
  const { autoOrient } = await original.metadata()
  const { isOpaque } = await original.stats()
  const reduced = original
    .autoOrient()
    .resize(Math.max(1, Math.round(autoOrient.width * factor)), Math.max(1, Math.round(autoOrient.height * factor)), {
      fit: 'fill',
    })
    .toColourspace('srgb')
  const encoded = isOpaque
    ? reduced.removeAlpha().jpeg({ quality: QUALITY, chromaSubsampling: '4:4:4' })
    : reduced.webp({ quality: QUALITY, smartSubsample: true })
  const { data, info } = await encoded.toBuffer({ resolveWithObject: true })
  return {
    address: `data:image/${isOpaque ? 'jpeg' : 'webp'};base64,${data.toString('base64')}`,
    width: info.width,
    height: info.height,
  }
}
