import { isSeeThrough, type Pixels } from '../flag-pixels.ts'

/** A picture as it is seen, what is see-through on white, and in grey. */
export interface SeenPicture {
  width: number
  height: number
  /** Interleaved; colour c of pixel n stands at n · step + c. */
  data: Uint8Array
  step: number
  /** Colours there are: one of a grey picture. */
  colours: 1 | 3
  /** One byte a pixel: luma after ITU-R BT.601. */
  grey: Uint8Array
}

const OPAQUE = 255

/** Makes what the checks look at, once for all of them. An opaque picture is not copied. */
export function seenPixels(pixels: Pixels): SeenPicture {
  const { width, height, channels } = pixels
  const colours = channels < 3 ? 1 : 3
  const { data, step } = isSeeThrough(pixels) ? onWhite(pixels, colours) : { data: pixels.data, step: channels }
  const grey = colours === 1 && step === 1 ? data : greyOf(data, { step, colours, count: width * height })
  return { width, height, data, step, colours, grey }
}

function onWhite({ data, channels }: Pixels, colours: 1 | 3): { data: Uint8Array; step: number } {
  const seen = new Uint8Array((data.length / channels) * colours)
  for (let from = 0, to = 0; from < data.length; from += channels, to += colours) {
    const alpha = data[from + colours] as number
    const white = OPAQUE * (OPAQUE - alpha)
    for (let colour = 0; colour < colours; colour += 1)
      seen[to + colour] = Math.round(((data[from + colour] as number) * alpha + white) / OPAQUE)
  }
  return { data: seen, step: colours }
}

/** Whole numbers of 256ths, which are as near as a byte can tell and several times quicker. */
function greyOf(
  data: Uint8Array,
  { step, colours, count }: { step: number; colours: 1 | 3; count: number },
): Uint8Array {
  const grey = new Uint8Array(count)
  for (let pixel = 0, place = 0; pixel < count; pixel += 1, place += step) {
    const red = data[place] as number
    grey[pixel] =
      colours === 1 ? red : (77 * red + 150 * (data[place + 1] as number) + 29 * (data[place + 2] as number) + 128) >> 8
  }
  return grey
}
