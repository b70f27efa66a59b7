import sharp from 'sharp'
import type { Pixels } from './flag-pixels.ts'

const SIDE = 32
/** Frequencies that are compared in each direction: the lowest, but for the mean. */
const FREQUENCIES = 8

/** What decides a hash; stored with it. */
export const HASH_PARAMETERS = { side: SIDE, frequencies: FREQUENCIES }

/** Row k holds the cosine of frequency k + 1 at each of the 32 places. */
const COSINES = Array.from({ length: FREQUENCIES }, (_, frequency) =>
  Float64Array.from({ length: SIDE }, (_place, place) =>
    Math.cos((Math.PI * (2 * place + 1) * (frequency + 1)) / (2 * SIDE)),
  ),
)

/**
 * A perceptual hash of 64 bits: the picture in grey at 32 × 32, its discrete cosine transform (DCT-II), of which the 8 × 8 lowest
 * frequencies but the mean are each above their median or not. Pictures that look alike differ in few bits; unrelated ones in 32,
 * give or take 4. After Zauner, Implementation and Benchmarking of Perceptual Image Hash Functions (2010), section 3.2.2.
 * @param pixels of the picture, reduced to no less than 32 pixels a side; what is see-through lies on white
 * @returns 16 hexadecimal digits
 */
export async function perceptualHash({ data, channels, width, height }: Pixels): Promise<string> {
  const opened = sharp(data, { raw: { width, height, channels } })
  const onWhite = channels === 2 || channels === 4 ? opened.flatten({ background: '#fff' }) : opened
  const grey = await onWhite.greyscale().resize(SIDE, SIDE, { fit: 'fill' }).raw().toBuffer()
  const coefficients = lowFrequencies(grey)
  const ascending = Float64Array.from(coefficients).sort()
  const middle = ascending.length / 2
  const median = ((ascending[middle - 1] as number) + (ascending[middle] as number)) / 2
  let hash = 0n
  for (const coefficient of coefficients) hash = (hash << 1n) | (coefficient > median ? 1n : 0n)
  return hash.toString(16).padStart(16, '0')
}

/** Row after row of the transform's corner; what is below a thousandth of a grey level is rounding and no picture. */
function lowFrequencies(grey: Uint8Array): number[] {
  const rows = COSINES.map((cosine) => {
    const sums = new Float64Array(SIDE)
    for (let y = 0; y < SIDE; y += 1) {
      for (let x = 0; x < SIDE; x += 1)
        sums[y] = (sums[y] as number) + (grey[y * SIDE + x] as number) * (cosine[x] as number)
    }
    return sums
  })
  return COSINES.flatMap((cosine) =>
    rows.map(
      (sums) => Math.round(1000 * sums.reduce((total, sum, y) => total + sum * (cosine[y] as number), 0)) / 1000,
    ),
  )
}
