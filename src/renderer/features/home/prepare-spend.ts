import type { SpendSummary } from '#shared/domain/spend.ts'

export interface SpendLine {
  kind: 'charged' | 'practice'
  /** What had been spent by the end of each day, from the 1st to today; micro-dollars. */
  cumulativeMicros: number[]
}

export interface PreparedSpend {
  daysInMonth: number
  today: number
  monthShort: string
  highestMicros: number
  lines: SpendLine[]
}

/** The month as two rising lines, real spend and practice apart. Days are UTC, as the summary's are. */
export function prepareSpend(spend: SpendSummary, now: Date): PreparedSpend {
  const [year, month] = spend.month.split('-').map(Number) as [number, number]
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const isCurrent = now.toISOString().startsWith(spend.month)
  const today = isCurrent ? now.getUTCDate() : daysInMonth
  const byDay = new Map(spend.days.map((day) => [Number(day.day.slice(8)), day]))

  function cumulate(amountOf: (day: SpendSummary['days'][number]) => number): number[] {
    let sum = 0
    return Array.from({ length: today }, (_, index) => {
      const day = byDay.get(index + 1)
      if (day !== undefined) sum += amountOf(day)
      return sum
    })
  }
  const lines: SpendLine[] = [
    { kind: 'charged', cumulativeMicros: cumulate((day) => day.chargedMicros) },
    { kind: 'practice', cumulativeMicros: cumulate((day) => day.practiceMicros) },
  ]
  const highestMicros = Math.max(...lines.flatMap((line) => line.cumulativeMicros))
  const monthShort = new Date(Date.UTC(year, month - 1, 1)).toLocaleDateString('en-GB', {
    month: 'short',
    timeZone: 'UTC',
  })
  return { daysInMonth, today, monthShort, highestMicros, lines }
}
