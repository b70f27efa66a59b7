import type { ImageFlag } from '#shared/domain/sample.ts'

/** Decoded pixels, 8 bits a channel, interleaved: grey, grey + alpha, RGB or RGBA. */
export interface Pixels {
  data: Uint8Array
  channels: 1 | 2 | 3 | 4
  width: number
  height: number
}

/** Bounds on the mean (of 255) and the standard deviation of every colour. */
export const FLATNESS = {
  /** Below this mean, with hardly any spread, a picture shows nothing: what safety filters send. */
  blackMean: 4,
  blackSpread: 3,
  /** Below this spread, in the opacity as well, a picture is one flat area. JPEG artefacts stay under it. */
  flatSpread: 2,
} as const

const OPAQUE = 255

/**
 * Whether a picture is black, or one flat colour, from the mean and standard deviation of its channels. Colours count as
 * seen, weighted by their opacity, so that a black drawing on a transparent ground is neither, and an entirely transparent
 * picture is blank. A black picture is not called blank as well.
 */
export function flagPixels(pixels: Pixels): ImageFlag[] {
  const { colours, alpha } = measureSeen(pixels)
  const opaque = alpha === null || (alpha.mean > OPAQUE - FLATNESS.blackMean && alpha.spread < FLATNESS.blackSpread)
  if (opaque && colours.every(({ mean, spread }) => mean < FLATNESS.blackMean && spread < FLATNESS.blackSpread))
    return ['black']
  return [...colours, ...(alpha === null ? [] : [alpha])].every(({ spread }) => spread < FLATNESS.flatSpread)
    ? ['blank']
    : []
}

/**
 * Whether a picture of which these are the reduced pixels could be black or blank. Reducing averages, so spread only
 * shrinks; twice the bound leaves room for what a sharp filter adds at edges.
 */
export function mayBeFlat(reduced: Pixels): boolean {
  const { colours, alpha } = measureSeen(reduced)
  return [...colours, ...(alpha === null ? [] : [alpha])].every(({ spread }) => spread < 2 * FLATNESS.blackSpread)
}

/** Whether any pixel lets something shine through. An alpha channel alone does not say so: many are 255 throughout. */
export function isSeeThrough({ data, channels }: Pixels): boolean {
  if (!hasAlpha(channels)) return false
  for (let index = channels - 1; index < data.length; index += channels) if (data[index] !== OPAQUE) return true
  return false
}

function hasAlpha(channels: number): boolean {
  return channels === 2 || channels === 4
}

interface Channel {
  mean: number
  /** Standard deviation. */
  spread: number
}

function measureSeen({ data, channels }: Pixels): { colours: Channel[]; alpha: Channel | null } {
  if (!hasAlpha(channels)) return { colours: measureEach(data, channels), alpha: null }
  const seen = Uint8Array.from(data, (value, index) => {
    const place = index % channels
    if (place === channels - 1) return value
    return (value * (data[index - place + channels - 1] as number)) / OPAQUE
  })
  const measured = measureEach(seen, channels)
  return { colours: measured.slice(0, -1), alpha: measured.at(-1) ?? null }
}

function measureEach(data: Uint8Array, channels: number): Channel[] {
  return Array.from({ length: channels }, (_, channel) => measure(data, channel, channels))
}

/** Exact: the sum of a million squares of at most 255² is far below 2⁵³. */
function measure(data: Uint8Array, first: number, step: number): Channel {
  let sum = 0
  let squares = 0
  let count = 0
  for (let index = first; index < data.length; index += step) {
    const value = data[index] as number
    sum += value
    squares += value * value
    count += 1
  }
  const mean = sum / count
  return { mean, spread: Math.sqrt(Math.max(0, squares / count - mean * mean)) }
}
