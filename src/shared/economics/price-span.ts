import type { Price } from '../domain/price.ts'
import { isPeak, priceAt } from './price-at.ts'

/** What a price can be in the course of a day, and what is taken for granted with it. */
export interface PriceSpan {
  /** As it is at this moment: with one amount, and no rule left. */
  now: Price
  /** As it is at the other hours of the day; null where every hour costs the same. */
  otherwise: Price | null
  /** In words: which hours `now` is of, and that no volume price is reckoned with; null where the price has no such rule. */
  assumed: string | null
}

/**
 * Reads a price for an estimate: when the pictures will be made is not known, nor how many were bought in the month before.
 * @returns null where the price does not hold on that day
 * @throws RangeError as `priceAt`
 */
export function priceSpan(price: Price, at: Date): PriceSpan | null {
  const now = priceAt(price, { at, unitsBefore: 0 })
  if (now === null) return null
  const { peakHours, amountUsd } = price
  const volume = describeVolume(price)
  if (peakHours === undefined) return { now, otherwise: null, assumed: volume }
  if (isWholeDay(peakHours)) return { now, otherwise: null, assumed: null }
  const within = isPeak(peakHours, at)
  const hours = within
    ? `the peak price of this hour ($${amountUsd} outside of ${describeHours(peakHours)})`
    : `the price of this hour ($${peakHours.amountUsd} ${describePeak(peakHours)})`
  return {
    now,
    otherwise: { ...now, amountUsd: within ? amountUsd : peakHours.amountUsd },
    assumed: volume === null ? hours : `${hours} and ${volume}`,
  }
}

/** Of an amount at this moment: that no cheaper tier was reckoned with; null where the price has none, or its peak holds. */
export function volumeAssumed(price: Price, at: Date): string | null {
  return price.peakHours !== undefined && isPeak(price.peakHours, at) ? null : describeVolume(price)
}

function describeVolume({ tiers = [] }: Price): string | null {
  if (tiers.length === 0) return null
  const first = Math.min(...tiers.map(({ fromUnits }) => fromUnits))
  return `the price of the first volume tier (up to ${first.toLocaleString('en-US')} a month)`
}

type PeakHours = NonNullable<Price['peakHours']>

/** `from 8:00 to 18:00, Europe/Berlin` */
export function describePeak(peakHours: PeakHours): string {
  return isWholeDay(peakHours) ? 'at every hour of the day' : `from ${describeHours(peakHours)}`
}

function describeHours({ fromHour, untilHour, timeZone }: PeakHours): string {
  return `${fromHour}:00 to ${untilHour}:00, ${timeZone}`
}

function isWholeDay({ fromHour, untilHour }: PeakHours): boolean {
  return fromHour === untilHour || (fromHour === 0 && untilHour === 24)
}
