import type { SpendSummary } from '#shared/domain/spend.ts'

export interface DayBar {
  /** Of the month, from 1. */
  day: number
  date: string
  chargedMicros: number
  practiceMicros: number
}

export interface PreparedDays {
  bars: DayBar[]
  /** The tallest bar, credits left out; 0 where nothing was spent. */
  highestMicros: number
}

/** Every day of the month, also those on which nothing was spent. */
export function prepareDays({ month, days }: SpendSummary): PreparedDays {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const count = new Date(Date.UTC(year, number, 0)).getUTCDate()
  const byDate = new Map(days.map((day) => [day.day, day]))
  const bars = Array.from({ length: count }, (_, index): DayBar => {
    const date = `${month}-${String(index + 1).padStart(2, '0')}`
    const found = byDate.get(date)
    return {
      day: index + 1,
      date,
      chargedMicros: found?.chargedMicros ?? 0,
      practiceMicros: found?.practiceMicros ?? 0,
    }
  })
  const highestMicros = bars.reduce((highest, bar) => Math.max(highest, bar.chargedMicros, bar.practiceMicros), 0)
  return { bars, highestMicros }
}
