import sharp from 'sharp'
import type { ThumbnailFormat } from '#main/store/image-files.ts'
import { isSeeThrough, type Pixels } from './flag-pixels.ts'
import { decodePixels, reducePixels } from './open-picture.ts'

export interface Thumbnail {
  bytes: Uint8Array
  format: ThumbnailFormat
}

/**
 * A picture reduced to so many pixels on its longest side, and not enlarged: JPEG where it is opaque, WebP where something shines through.
 * @throws Error what the decoder says where the bytes are not a whole picture.
 */
export async function makeThumbnail(bytes: Uint8Array, side: number): Promise<Thumbnail> {
  return encode((await decodePixels(bytes, side)).pixels)
}

/** The same of a picture that has been decoded. */
export async function thumbnailOf(pixels: Pixels, side: number): Promise<Thumbnail> {
  return encode(await reducePixels(pixels, side))
}

async function encode(pixels: Pixels): Promise<Thumbnail> {
  const { width, height, channels } = pixels
  const small = sharp(pixels.data, { raw: { width, height, channels } })
  if (isSeeThrough(pixels)) return { bytes: await small.webp({ quality: 82 }).toBuffer(), format: 'webp' }
  return { bytes: await small.removeAlpha().jpeg({ quality: 82 }).toBuffer(), format: 'jpeg' }
}
