import type { Estimate } from '../domain/estimate.ts'
import { figureText } from './count-text.ts'
import { formatSeconds } from './duration.ts'
import { formatUsd, MICROS_PER_USD } from './format-usd.ts'

/** What an estimate counts: `latency` in milliseconds, the two moneys in micro-dollars, `share` from 0 to 1, `rate` an hour. */
export type Quantity = 'latency' | 'moneyPerImage' | 'moneyPerMonth' | 'share' | 'rate'

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
  if (quantity === 'rate') {
    return { value: writeRate(value), unit: 'an hour', interval: writeInterval(estimate, writeRate), count }
  }
  const places = quantity === 'moneyPerImage' ? imagePlaces(value) : monthlyPlaces(value)
  const interval = writeInterval(estimate, (micros) => formatUsd(Math.round(micros), places).replace('$', ''))
  return { value: formatUsd(Math.round(value), places), unit: '', interval, count }
}

/**
 * The interval of an estimate beside its value: `±0.06` where it is even after rounding, `+0.08 −0.17` where it is skewed, an end that
 * rounds to nothing left out.
 * @param write a length as the value is written, without its unit
 */
export function writeInterval(
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
export const LEAST_SECONDS_MS = 100

function writeRate(rate: number): string {
  return figureText(Math.round(rate))
}

/** One place of a percent; a share that is not all never reads as 100. */
export function writeShare(share: number): string {
  const percent = (share * 100).toFixed(1)
  return percent === '100.0' && share < 1 ? '>99.9' : percent
}

/** Four places a picture, six below a tenth of a cent, so that a small price never reads as nothing. */
export function imagePlaces(micros: number): number {
  return micros < 1000 ? 6 : 4
}

/** Whole dollars a month, to the cent below ten. */
export function monthlyPlaces(micros: number): number {
  return Math.abs(micros) < 10 * MICROS_PER_USD ? 2 : 0
}
