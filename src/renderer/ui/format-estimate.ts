import { figureText } from '#shared/units/count-text.ts'
import { sizeText } from '#shared/units/size-text.ts'
import { formatDuration, formatSeconds } from '#shared/units/duration.ts'
import { formatOfCap, formatTrialCost, formatUsd, MICROS_PER_USD } from '#shared/units/format-usd.ts'
import type { Estimate } from '#shared/domain/analysis.ts'

/** What an estimate counts: `latency` in milliseconds, the two moneys in micro-dollars, `share` from 0 to 1. */
export type Quantity = 'latency' | 'moneyPerImage' | 'moneyPerMonth' | 'share'

/** The parts of a written figure. `unit` is empty where the sign is part of the value, as in `$0.0150`. */
export interface WrittenEstimate {
  value: string
  unit: string
  interval: string
  count: number
}

/**
 * A known estimate in words and figures: `4.21`, `s`, `±0.18`. An interval that is even after rounding is written with ±, a
 * skewed one as `+0.43 −0.54`, an end that rounds to nothing is left out, and a share has its two ends.
 */
export function writeEstimate(estimate: Extract<Estimate, { state: 'known' }>, quantity: Quantity): WrittenEstimate {
  const { value, low, high, count } = estimate
  if (quantity === 'share') {
    return { value: writeShare(value), unit: '%', interval: `${writeShare(low)}–${writeShare(high)}`, count }
  }
  if (quantity === 'latency') {
    const inSeconds = value >= LEAST_SECONDS_MS
    const write = (ms: number) => (inSeconds ? formatSeconds(ms) : String(Math.round(ms)))
    return { value: write(value), unit: inSeconds ? 's' : 'ms', interval: writeInterval(estimate, write), count }
  }
  const places = quantity === 'moneyPerImage' ? imagePlaces(value) : monthlyPlaces(value)
  const interval = writeInterval(estimate, (micros) => (micros / MICROS_PER_USD).toFixed(places))
  return { value: formatUsd(Math.round(value), places), unit: '', interval, count }
}

/**
 * Why there is no figure: `p99 needs n 473, has n 20`.
 * @param label what is estimated; absent where that is plain without it
 */
export function writeTooFew(
  { count, neededCount }: Extract<Estimate, { state: 'too-few' }>,
  label?: string,
  showCount = true,
): string {
  const needs = `${label === undefined ? '' : `${label} `}needs n ${figureText(neededCount)}`
  return showCount ? `${needs}, has n ${figureText(count)}` : needs
}

/** @param write a length as the value is written, without its unit */
function writeInterval(
  estimate: { value: number; low: number; high: number },
  write: (length: number) => string,
): string {
  const above = write(estimate.high - estimate.value)
  const below = write(estimate.value - estimate.low)
  const nothing = write(0)
  if (above === below) return above === nothing ? '' : `±${above}`
  return [above === nothing ? '' : `+${above}`, below === nothing ? '' : `−${below}`].filter(Boolean).join(' ')
}

/** From here on a latency is written in seconds; below, two places of a second would say too little. */
const LEAST_SECONDS_MS = 100

/** One place of a percent; a share that is not all never reads as 100. */
function writeShare(share: number): string {
  const percent = (share * 100).toFixed(1)
  return percent === '100.0' && share < 1 ? '>99.9' : percent
}

/** Four places a picture, six below a tenth of a cent, so that a small price never reads as nothing. */
function imagePlaces(micros: number): number {
  return micros < 1000 ? 6 : 4
}

/** Whole dollars a month, to the cent below ten. */
function monthlyPlaces(micros: number): number {
  return Math.abs(micros) < 10 * MICROS_PER_USD ? 2 : 0
}

/**
 * What was spent as far as it is known. Where no charge was told, that is what it says, and not $0.00.
 * @param capMicros of which it is, as `formatOfCap` writes it
 */
export function formatSpent(spentMicros: number, unknownChargeCount: number, capMicros: number | null = null): string {
  if (spentMicros === 0 && unknownChargeCount > 0) return 'not reported'
  return capMicros === null ? formatTrialCost(spentMicros) : formatOfCap(spentMicros, capMicros)
}

/** The cost of one picture, or the words for one that nobody has told us. */
export function formatImageCost(micros: number | null): string {
  return micros === null ? 'not reported' : formatUsd(micros, micros === 0 ? 4 : imagePlaces(micros))
}

/** Milliseconds as a latency is written: seconds to two places, whole milliseconds below a tenth of a second. */
export function formatLatency(ms: number): string {
  if (ms > 0 && ms < 0.5) return '<1 ms'
  if (ms < LEAST_SECONDS_MS) return `${Math.round(ms)} ms`
  return ms < 100_000 ? `${formatSeconds(ms)} s` : formatDuration(ms)
}

/** `1024²` for a square, `1024 × 768` otherwise. */
export function formatSize(width: number, height: number): string {
  return sizeText(width, height)
}

/** `$210–1,533`: the two ends of a month's cost. */
export function writeMonthlyRange(lowMicros: number, highMicros: number): string {
  const places = monthlyPlaces(lowMicros)
  const low = formatUsd(Math.round(lowMicros), places)
  const high = formatUsd(Math.round(highMicros), monthlyPlaces(highMicros))
  return low === high ? low : `${low}–${high.replace('$', '')}`
}
