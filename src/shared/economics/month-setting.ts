import type { CostAssumptions } from '../domain/cost-assumptions.ts'
import type { Price } from '../domain/price.ts'
import { hourIn, isPeak } from './price-at.ts'
import { weekShares } from './week-shares.ts'

type PeakHours = NonNullable<Price['peakHours']>

/** The assumptions with what follows from them, worked out once for many months. */
export interface MonthSetting {
  assumptions: CostAssumptions
  /** Of each hour of the week, see `weekShares`. */
  hourShares: readonly number[]
  /** Equal hours together: their share each, and how many there are in a week. */
  hourClasses: readonly { share: number; hoursPerWeek: number }[]
  /** The part of the pictures that is asked for in these hours, and the part of all hours that they are, both 0 to 1. */
  peakOf(peakHours: PeakHours): { ofPictures: number; ofHours: number }
}

export function prepareSetting(assumptions: CostAssumptions): MonthSetting {
  const hourShares = weekShares(assumptions.traffic)
  const classes = Map.groupBy(hourShares, (share) => share)
  const known = new Map<PeakHours, { ofPictures: number; ofHours: number }>()
  return {
    assumptions,
    hourShares,
    hourClasses: [...classes].map(([share, hours]) => ({ share, hoursPerWeek: hours.length })),
    peakOf: (peakHours) => {
      const found = known.get(peakHours) ?? peakShares(peakHours, hourShares, assumptions.trafficTimeZone)
      known.set(peakHours, found)
      return found
    },
  }
}

/** The same setting under other assumptions; neither the traffic nor its time zone may change. */
export function changeSetting(
  setting: MonthSetting,
  changes: Omit<Partial<CostAssumptions>, 'traffic' | 'trafficTimeZone'>,
): MonthSetting {
  return { ...setting, assumptions: { ...setting.assumptions, ...changes } }
}

/**
 * Counted hour by hour on the middle day of each month of a year, since two zones may differ by more in summer than in winter.
 * @throws RangeError as `priceAt`
 */
function peakShares(
  peakHours: PeakHours,
  hourShares: readonly number[],
  timeZone: string,
): { ofPictures: number; ofHours: number } {
  const ofHour = Array.from({ length: 24 }, (_, hour) =>
    hourShares.reduce((sum, share, index) => (index % 24 === hour ? sum + share : sum), 0),
  )
  let [pictures, hours] = [0, 0]
  for (let month = 0; month < 12; month += 1) {
    for (let hour = 0; hour < 24; hour += 1) {
      const at = new Date(Date.UTC(2026, month, 15, hour))
      if (!isPeak(peakHours, at)) continue
      pictures += (ofHour[hourIn(timeZone, at)] as number) / 12
      hours += 1 / (12 * 24)
    }
  }
  return { ofPictures: pictures, ofHours: hours }
}
