import type { Pixels } from '../flag-pixels.ts'

const OPAQUE = 255

/** Share of pixels that let something shine through; 0 without an alpha channel, and with one that is 255 throughout. */
export function transparency({ data, channels }: Pick<Pixels, 'data' | 'channels'>): number {
  if (channels === 1 || channels === 3) return 0
  let seeThrough = 0
  for (let place = channels - 1; place < data.length; place += channels) if (data[place] !== OPAQUE) seeThrough += 1
  return seeThrough / (data.length / channels)
}
