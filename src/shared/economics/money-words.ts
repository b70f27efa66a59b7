import type { AmountInterval } from '../domain/month-cost.ts'
import type { ValueRange } from '../domain/sourced-value.ts'
import { formatUsd } from '../units/format-usd.ts'
import { monthlyPlaces } from '../units/write-estimate.ts'

/** A price or rate as text: to as many places as it takes, at least two, at most six. `$2.10`, `$0.003`, `$0.000694` */
export function rateText(micros: number): string {
  const whole = Math.round(micros)
  const places = [2, 3, 4, 5].find((count) => whole % 10 ** (6 - count) === 0) ?? 6
  return formatUsd(whole, places)
}

/** What a picture costs, to `perPicturePlaces` or to the places of the amount it is compared with. */
export function perPictureText(micros: number, places = perPicturePlaces(micros)): string {
  return formatUsd(Math.round(micros), places)
}

/** Decimal places for a price a picture: four, and six below a tenth of a cent, so that a small price never reads as nothing. */
export function perPicturePlaces(micros: number): number {
  return micros < 1000 ? 6 : 4
}

/** What a month costs: whole dollars, below ten dollars to the cent. */
export function perMonthText(micros: number): string {
  return formatUsd(Math.round(micros), monthlyPlaces(micros))
}

/** The interval of what a month costs, to the places of the amount: `±$140`, `+$150 −$140`; empty where it rounds to nothing. */
export function monthIntervalText({ value, low, high }: AmountInterval): string {
  const write = (micros: number): string => formatUsd(Math.round(micros), monthlyPlaces(value))
  const [above, below, nothing] = [write(high - value), write(value - low), write(0)]
  if (above === below) return above === nothing ? '' : `±${above}`
  return [above === nothing ? '' : `+${above}`, below === nothing ? '' : `−${below}`].filter(Boolean).join(' ')
}

/** A number as people read it: three figures that count, thousands grouped. */
export function numberText(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US')
  return String(Number(value.toPrecision(3)))
}

/** `70 %`, `2.5 %` */
export function shareText(share: number): string {
  return `${numberText(share * 100)} %`
}

/** How many of the draws: one that is not all of them never reads as 100 %. */
export function chanceText(share: number): string {
  if (share === 1) return 'all'
  return share > 0.999 ? 'more than 99.9 %' : shareText(share)
}

/** `$50 to $75 (claimed)`: a range by its ends, with how it is known where nobody typed it in. */
export function rangeText({ low, high, source }: ValueRange, write: (value: number) => string): string {
  const range = low === high ? write(low) : `${write(low)} to ${write(high)}`
  return source === 'typed-in' ? range : `${range} (${source})`
}
