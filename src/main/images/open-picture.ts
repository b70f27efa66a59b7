import sharp from 'sharp'
import type { Pixels } from './flag-pixels.ts'
import { MAXIMUM_PIXELS } from './maximum-pixels.ts'

// Each picture is opened once and by one thread: a cache would only hold memory, and more threads would take the
// processor from the one that times the network.
sharp.cache(false)
sharp.concurrency(1)

export interface OpenedPicture {
  pixels: Pixels
  /** Whether it had more pixels than it was decoded to. */
  isReduced: boolean
}

/**
 * Decodes a whole picture, reduced so that no side is longer than `side` pixels; a smaller one stays as it is.
 * 8 bits a channel, sRGB or grey.
 * @throws Error what the decoder says where the picture is damaged, cut off or too large.
 */
export async function decodePixels(bytes: Uint8Array, side: number): Promise<OpenedPicture> {
  // These bytes come from somebody else: whatever the decoder complains about makes them damaged, not merely odd.
  const opened = sharp(bytes, { failOn: 'warning', limitInputPixels: MAXIMUM_PIXELS })
  const { width, height } = await opened.metadata()
  const { data, info } = await opened
    .autoOrient()
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const pixels = { data, channels: info.channels, width: info.width, height: info.height }
  return { pixels, isReduced: Math.max(width, height) > side }
}

/** Decoded pixels, reduced so that no side is longer than `side`. */
export async function reducePixels({ data, channels, width, height }: Pixels, side: number): Promise<Pixels> {
  const reduced = await sharp(data, { raw: { width, height, channels } })
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { info } = reduced
  return { data: reduced.data, channels: info.channels, width: info.width, height: info.height }
}
