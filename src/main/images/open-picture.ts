import sharp from 'sharp'
import type { Pixels } from './flag-pixels.ts'

// Each picture is opened once and by one thread: a cache would only hold memory, and more threads would take the
// processor from the one that times the network.
sharp.cache(false)
sharp.concurrency(1)

/** Pixels that may be decoded: four times the largest picture that can be asked for. Beyond it is a bomb or a mistake. */
export const MAXIMUM_PIXELS = 64_000_000

/** Width and height in pixels as the picture is shown, from its header alone: nothing is decoded, however large it claims to be. */
export async function readSize(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  const { autoOrient } = await sharp(bytes, { limitInputPixels: false }).metadata()
  return autoOrient
}

/**
 * Decodes a whole picture, reduced so that no side is longer than `side` pixels; a smaller one stays as it is.
 * 8 bits a channel, sRGB or grey.
 * @throws Error what the decoder says where the picture is damaged, cut off or too large.
 */
export async function decodePixels(bytes: Uint8Array, side: number): Promise<Pixels> {
  // These bytes come from somebody else: whatever the decoder complains about makes them damaged, not merely odd.
  const { data, info } = await sharp(bytes, { failOn: 'warning', limitInputPixels: MAXIMUM_PIXELS })
    .autoOrient()
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, channels: info.channels, width: info.width, height: info.height }
}

/** A grey JPEG of our own. */
export async function makePicture(side: number): Promise<Uint8Array> {
  const create = { width: side, height: side, channels: 3, background: 'grey' } as const
  return sharp({ create }).jpeg().toBuffer()
}
