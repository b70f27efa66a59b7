import type { Estimate } from '#shared/domain/analysis.ts'
import { figureText, countText } from '#shared/units/count-text.ts'
import { perMonthText, perPictureText } from '#shared/economics/money-words.ts'
import { imagePlaces } from '#shared/units/write-estimate.ts'
import { formatUsd } from '#shared/units/money.ts'

export { perMonthText, imagePlaces, perPictureText }

type KnownEstimate = Extract<Estimate, { state: 'known' }>

/** A latency with its unit: `2.58 s`, below a tenth of a second `87 ms`. */
export function secondsText(milliseconds: number): string {
  return Math.abs(milliseconds) < 100 ? `${Math.round(milliseconds)} ms` : `${secondsFigure(milliseconds)} s`
}

function secondsFigure(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(2)
}

/** A share in percent with one place. A share that is not all never reads as 100.0. */
export function percentText(share: number): string {
  const rounded = (share * 100).toFixed(1)
  return `${rounded === '100.0' && share < 1 ? '>99.9' : rounded} %`
}

/**
 * The interval of an estimate beside its value, without unit: `±0.06` where it is even, `+0.08 −0.17` where it is skewed,
 * an end that rounds to nothing left out.
 * @param figure writes a length of the interval as the value is written
 */
export function intervalText(estimate: KnownEstimate, figure: (value: number) => string): string {
  const above = figure(estimate.high - estimate.value)
  const below = figure(estimate.value - estimate.low)
  const nothing = figure(0)
  if (above === below) return above === nothing ? '' : `±${above}`
  return [above === nothing ? '' : `+${above}`, below === nothing ? '' : `−${below}`]
    .filter((end) => end !== '')
    .join(' ')
}

/** The interval of a latency in the unit of its value. */
export function latencyInterval(estimate: KnownEstimate): string {
  return intervalText(estimate, estimate.value < 100 ? (value) => String(Math.round(value)) : secondsFigure)
}

/** The interval of a cost per picture, to as many places as its value. */
export function perPictureInterval(estimate: KnownEstimate): string {
  const places = imagePlaces(estimate.value)
  return intervalText(estimate, (value) => (value / 1_000_000).toFixed(places))
}

/** The interval of a share in percentage points. */
export function shareInterval(estimate: KnownEstimate): string {
  return intervalText(estimate, (value) => (value * 100).toFixed(1))
}

/** `2.58 s ±0.06 n 180` */
export function latencyWithInterval(estimate: KnownEstimate): string {
  return joinParts(secondsText(estimate.value), latencyInterval(estimate), `n ${figureText(estimate.count)}`)
}

/** `$0.0152 ±0.0003 n 178` */
export function perPictureWithInterval(estimate: KnownEstimate): string {
  return joinParts(perPictureText(estimate.value), perPictureInterval(estimate), `n ${figureText(estimate.count)}`)
}

function joinParts(...parts: string[]): string {
  return parts.filter((part) => part !== '').join(' ')
}

/** Money that was spent, as far as it is known: `$4.32`, `$4.32, and 3 charges not reported`, or `not reported`, never $0 for it. */
export function spentText(spent: { spentMicros: number; unknownChargeCount: number }, places: number): string {
  const { spentMicros, unknownChargeCount } = spent
  if (unknownChargeCount === 0) return formatUsd(spentMicros, places)
  if (spentMicros === 0) return 'not reported'
  return `${formatUsd(spentMicros, places)}, and ${countText(unknownChargeCount, 'charge')} not reported`
}
