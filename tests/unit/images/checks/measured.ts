import sharp, { type Sharp } from 'sharp'
import { examinePicture } from '#main/images/examine-picture.ts'
import { SOFT_CHECKS, tripsAt, type SoftCheckName } from '#shared/domain/soft-check.ts'
import { createRandom } from '#shared/stats/random.ts'

/** What the examination of a picture's file measured by one check, and whether that is worth a note. */
export async function measured(
  picture: Sharp | Uint8Array,
  name: SoftCheckName,
): Promise<{ value: number; trips: boolean }> {
  const bytes = picture instanceof Uint8Array ? picture : await picture.png().toBuffer()
  const { measures } = await examinePicture(bytes)
  const found = measures.find((measure) => measure.name === name)
  if (found === undefined || found.value === null) throw new Error(`${name} was not measured: ${found?.reason}`)
  return { value: found.value, trips: tripsAt(name, found.value, SOFT_CHECKS[name].parameters.bound) }
}

/** A picture of one colour a pixel, drawn by a rule. */
export function painted(
  side: number | { width: number; height: number },
  colourAt: (x: number, y: number) => readonly number[],
): Sharp {
  const { width, height } = typeof side === 'number' ? { width: side, height: side } : side
  const channels = colourAt(0, 0).length as 1 | 3 | 4
  const data = new Uint8Array(width * height * channels)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) data.set(colourAt(x, y).map(Math.round), (y * width + x) * channels)
  return sharp(data, { raw: { width, height, channels } })
}

/** Normal values of mean 0 and deviation 1 (Box and Muller), the same each time. */
export function bells(seed: number): () => number {
  const random = createRandom(seed)
  const uniform = (): number => (random.integer(1_000_000) + 0.5) / 1_000_000
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
}
