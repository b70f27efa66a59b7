import type { Price } from '../domain/price.ts'

/** When a unit is bought, and how many of its kind were bought before in the same month. */
export interface PriceMoment {
  at: Date
  /** 0 where it is not known: then no volume price is assumed. */
  unitsBefore: number
}

/**
 * A price as it is at one moment: with the one amount that holds then, and no rule left. It keeps its id, so that evidence and
 * ledger name the price that people know.
 * - Outside of `effectiveFrom` to `effectiveUntil` (whole days of UTC) there is no such price: null.
 * - In peak hours their amount holds, whatever the volume. Hours that run over midnight (22 to 6) are those of both ends;
 *   two equal hours are the whole day.
 * - Otherwise the amount of the highest tier that is reached: with `fromUnits` 1000, the first thousand cost the amount before.
 * @throws RangeError where `peakHours.timeZone` is no time zone (IANA), which `Price` does not check
 */
export function priceAt(price: Price, { at, unitsBefore }: PriceMoment): Price | null {
  const { tiers = [], peakHours, effectiveFrom, effectiveUntil, ...plain } = price
  const day = at.toISOString().slice(0, 10)
  if (effectiveFrom !== undefined && day < effectiveFrom) return null
  if (effectiveUntil !== undefined && day > effectiveUntil) return null
  if (peakHours !== undefined && isPeak(peakHours, at)) {
    return { ...plain, amountUsd: peakHours.amountUsd }
  }
  const reached = tiers.filter(({ fromUnits }) => fromUnits <= unitsBefore)
  const highest = reached.reduce<(typeof tiers)[number] | null>(
    (best, tier) => (best === null || tier.fromUnits > best.fromUnits ? tier : best),
    null,
  )
  return { ...plain, amountUsd: highest?.amountUsd ?? price.amountUsd }
}

/** The price with the most that one unit can cost under its rules: what a budget has to reckon with. */
export function dearestPrice(price: Price): Price {
  const { tiers = [], peakHours, ...plain } = price
  const others = [...tiers, ...(peakHours === undefined ? [] : [peakHours])].map(({ amountUsd }) => amountUsd)
  const amountUsd = others.reduce((most, amount) => (Number(amount) > Number(most) ? amount : most), price.amountUsd)
  return { ...plain, amountUsd }
}

/** Whether the peak price holds at this moment. @throws RangeError as `priceAt` */
export function isPeak(peakHours: NonNullable<Price['peakHours']>, at: Date): boolean {
  return isWithin(hourIn(peakHours.timeZone, at), peakHours)
}

/** The hour of the day there, 0 to 23. @throws RangeError for an unknown time zone */
export function hourIn(timeZone: string, at: Date): number {
  const hour = new Intl.DateTimeFormat('en-GB', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(at)
  return Number(hour)
}

function isWithin(hour: number, { fromHour, untilHour }: { fromHour: number; untilHour: number }): boolean {
  return fromHour < untilHour ? hour >= fromHour && hour < untilHour : hour >= fromHour || hour < untilHour
}
