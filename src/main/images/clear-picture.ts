import type { ImageFormat } from '#shared/domain/generation.ts'
import { pictureSignature } from './picture-signature.ts'
import { clearJpeg } from './clear-jpeg.ts'
import { clearPng } from './clear-png.ts'
import { clearWebp } from './clear-webp.ts'
import { DamagedPicture } from './damaged-picture.ts'

/**
 * A picture without what is written beside its pixels: prompts and workflows that ComfyUI and others put there, Exif, XMP, comments,
 * provenance, previews, and whatever follows its end. Only what is drawn with is kept, named part by part; the pixels are not touched,
 * and neither are colour profiles and the way it lies. What a generator hides in the pixels themselves stays.
 * @returns bytes equal to the given ones where it holds nothing else
 * @throws DamagedPicture where it is not put together as a picture is
 */
export function clearPicture(bytes: Uint8Array): Uint8Array {
  const format = pictureSignature(bytes)
  if (format === null) throw new DamagedPicture('it is neither PNG, JPEG nor WebP')
  return CLEARERS[format](bytes)
}

const CLEARERS: Readonly<Record<ImageFormat, (bytes: Uint8Array) => Uint8Array>> = {
  png: clearPng,
  jpeg: clearJpeg,
  webp: clearWebp,
}
