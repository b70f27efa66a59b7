import type { Pixels } from './compare-pixels.ts'

export const CHANNELS = ['luminance', 'red', 'green', 'blue'] as const
export type Channel = (typeof CHANNELS)[number]

/** How often each value from 0 to 255 comes in a picture. */
export interface Tones {
  /** Those that were counted: all but the wholly transparent, which have no colour. */
  pixelCount: number
  transparentCount: number
  /** 256 counts each, which add up to `pixelCount`. */
  bins: Record<Channel, number[]>
}

/**
 * Luminance is the luma of Rec. ITU-R BT.709, 0.2126 R′ + 0.7152 G′ + 0.0722 B′ of the values as they are coded, rounded: black is 0
 * and white 255, as in the other channels.
 */
export function countTones({ data }: Pick<Pixels, 'data'>): Tones {
  const bins = {
    luminance: new Uint32Array(256),
    red: new Uint32Array(256),
    green: new Uint32Array(256),
    blue: new Uint32Array(256),
  }
  const count = (channel: Channel, value: number): void => {
    bins[channel][value] = (bins[channel][value] ?? 0) + 1
  }
  let transparentCount = 0
  for (let at = 0; at < data.length; at += 4) {
    const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0]
    if (data[at + 3] === 0) {
      transparentCount += 1
      continue
    }
    count('red', red)
    count('green', green)
    count('blue', blue)
    count('luminance', Math.round(0.2126 * red + 0.7152 * green + 0.0722 * blue))
  }
  return {
    pixelCount: data.length / 4 - transparentCount,
    transparentCount,
    bins: {
      luminance: [...bins.luminance],
      red: [...bins.red],
      green: [...bins.green],
      blue: [...bins.blue],
    },
  }
}
