import type { Pixels } from '../flag-pixels.ts'

/** A picture is flat where all but this share of its pixels are within so many levels of one colour, opacity included. */
export const FLAT = { levels: 4, otherShare: 0.001 }

/**
 * Whether hardly anything is in a picture: a colour with a speck, a line, or a mark in a corner, whose spread is too large for blank.
 * @param glance the same picture reduced: what most of it is like
 */
export function isFlat({ data, channels }: Pixels, glance: Pixels): boolean {
  const middles = Array.from({ length: channels }, (_, channel) => medianOf(glance, channel))
  const most = FLAT.otherShare * (data.length / channels)
  let others = 0
  for (let place = 0; place < data.length; place += channels) {
    for (let channel = 0; channel < channels; channel += 1) {
      if (Math.abs((data[place + channel] as number) - (middles[channel] as number)) <= FLAT.levels) continue
      others += 1
      break
    }
    if (others > most) return false
  }
  return true
}

function medianOf({ data, channels }: Pixels, channel: number): number {
  const values = data.filter((_, place) => place % channels === channel).sort()
  return values[Math.floor(values.length / 2)] as number
}
