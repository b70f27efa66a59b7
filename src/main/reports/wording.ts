import type { Estimate } from '#shared/domain/analysis.ts'
import { figureText, countText } from '#shared/units/count-text.ts'
import { perMonthText, perPictureText } from '#shared/economics/money-words.ts'
import { formatSeconds } from '#shared/units/duration.ts'
import { formatUsd } from '#shared/units/money.ts'
import {
  LEAST_SECONDS_MS,
  writeEstimate,
  writeInterval,
  writeShare,
  type WrittenEstimate,
} from '#shared/units/write-estimate.ts'

export { perMonthText, perPictureText }

type KnownEstimate = Extract<Estimate, { state: 'known' }>

/** A latency with its unit: `2.58 s`, below a tenth of a second `87 ms`. */
export function secondsText(milliseconds: number): string {
  return Math.abs(milliseconds) < LEAST_SECONDS_MS
    ? `${Math.round(milliseconds)} ms`
    : `${formatSeconds(milliseconds)} s`
}

/** A share in percent with one place. A share that is not all never reads as 100.0. */
export function percentText(share: number): string {
  return `${writeShare(share)} %`
}

/** The interval of a latency in the unit of its value. */
export function latencyInterval(estimate: KnownEstimate): string {
  return writeEstimate(estimate, 'latency').interval
}

/** The interval of a cost per picture, to as many places as its value. */
export function perPictureInterval(estimate: KnownEstimate): string {
  return writeEstimate(estimate, 'moneyPerImage').interval
}

/** The interval of a share in percentage points. */
export function shareInterval(estimate: KnownEstimate): string {
  return writeInterval(estimate, (share) => (share * 100).toFixed(1))
}

/** `2.58 s ±0.06 n 180` */
export function latencyWithInterval(estimate: KnownEstimate): string {
  return inOneLine(writeEstimate(estimate, 'latency'))
}

/** `$0.0152 ±0.0003 n 178` */
export function perPictureWithInterval(estimate: KnownEstimate): string {
  return inOneLine(writeEstimate(estimate, 'moneyPerImage'))
}

function inOneLine({ value, unit, interval, count }: WrittenEstimate): string {
  return [value, unit, interval, `n ${figureText(count)}`].filter((part) => part !== '').join(' ')
}

/** Money that was spent, as far as it is known: `$4.32`, `$4.32, and 3 charges not reported`, or `not reported`, never $0 for it. */
export function spentText(spent: { spentMicros: number; unknownChargeCount: number }, places: number): string {
  const { spentMicros, unknownChargeCount } = spent
  if (unknownChargeCount === 0) return formatUsd(spentMicros, places)
  if (spentMicros === 0) return 'not reported'
  return `${formatUsd(spentMicros, places)}, and ${countText(unknownChargeCount, 'charge')} not reported`
}
