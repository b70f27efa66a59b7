import type { AmountInterval, MachineUse } from '../domain/month-cost.ts'
import type { PriceUnit } from '../domain/price.ts'
import type { ValueRange } from '../domain/sourced-value.ts'
import { countText } from '../units/count-text.ts'
import { formatUsd } from '../units/format-usd.ts'
import { UNIT_WORDS } from '../units/price-words.ts'
import { imagePlaces, monthlyPlaces } from '../units/write-estimate.ts'

/** A price or rate as text: to as many places as it takes, at least two, at most six. `$2.10`, `$0.003`, `$0.000694` */
export function rateText(micros: number): string {
  const whole = Math.round(micros)
  const places = [2, 3, 4, 5].find((count) => whole % 10 ** (6 - count) === 0) ?? 6
  return formatUsd(whole, places)
}

/** What a picture costs, to `imagePlaces` or to the places of the amount it is compared with. */
export function perPictureText(micros: number, places = imagePlaces(micros)): string {
  return formatUsd(Math.round(micros), places)
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

/** A count that is known to no more than three figures: `313,000` for 312,901 */
export function roundedText(count: number): string {
  return Math.round(Number(count.toPrecision(3))).toLocaleString('en-US')
}

/** `70 %`, `2.5 %`: one place at most. What is not nothing never reads as 0, and what is not all never as 100. */
export function shareText(share: number): string {
  if (share > 0 && share < LEAST_SHARE) return '<0.1 %'
  if (share < 1 && share > 1 - LEAST_SHARE) return '>99.9 %'
  return `${Number((share * 100).toFixed(1))} %`
}

/** Below half a tenth of a percent. */
const LEAST_SHARE = 0.0005

/** Two ends with their sign or unit once: `$340–361`, `73.5–98.2 %` */
export function spanText(low: number, high: number, write: (value: number) => string): string {
  const [first = '', unit = ''] = write(low).split(/ (.*)/s)
  const second = write(high).replace(/^\$/, '')
  return `${unit !== '' && second.endsWith(` ${unit}`) ? first : write(low)}–${second}`
}

/** So many of what a price counts: `1.05 megapixels`, `1 picture` */
export function unitsText(units: number, unit: PriceUnit): string {
  const { one, many } = UNIT_WORDS[unit]
  return `${numberText(units)} ${units === 1 ? one.replace(/^an? /, '') : many}`
}

/** `2 machines, 35 % at work` */
export function machinesText({ machines, utilisation }: MachineUse): string {
  return `${countText(machines, 'machine')}, ${shareText(utilisation)} at work`
}

/** How many of the draws: one that is not all of them never reads as 100 %. */
export function chanceText(share: number): string {
  return share === 1 ? 'all' : shareText(share)
}

/** `$50 to $75 (claimed)`: a range by its ends, with how it is known where nobody typed it in. */
export function rangeText({ low, high, source }: ValueRange, write: (value: number) => string): string {
  const range = low === high ? write(low) : `${write(low)} to ${write(high)}`
  return source === 'typed-in' ? range : `${range} (${source})`
}
