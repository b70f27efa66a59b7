import type { Tornado } from '#shared/domain/ownership.ts'
import type { TornadoRow } from '../../charts/tornado-chart.tsx'

/** What moves less than the first eight is in the table alone. */
const SHOWN = 8
const DOLLAR = 1_000_000
const MARKS = 4

export interface PreparedTornado {
  base: number
  rows: TornadoRow[]
  ticks: number[]
  domain: [number, number]
}

/** Bars in dollars on an axis that holds all of their ends, the base, and round marks. */
export function prepareTornado({ baseMicros, bars }: Extract<Tornado, { state: 'known' }>): PreparedTornado {
  const base = baseMicros / DOLLAR
  const rows = bars
    .slice(0, SHOWN)
    .map(({ id, label, lowWords, highWords, atLowMicros, atHighMicros }): TornadoRow => ({
      id,
      label,
      lowWords,
      highWords,
      atLow: atLowMicros / DOLLAR,
      atHigh: atHighMicros / DOLLAR,
    }))
  const ends = [base, ...rows.flatMap(({ atLow, atHigh }) => [atLow, atHigh])]
  const [least, most] = [Math.min(...ends), Math.max(...ends)]
  const step = roundStep((most - least) / MARKS)
  const [from, to] = [Math.floor(least / step), Math.ceil(most / step)]
  // Room for the numbers beside the outermost bars.
  const room = (most - least) * 0.12
  return {
    base,
    rows,
    ticks: Array.from({ length: to - from + 1 }, (_, index) => (from + index) * step),
    domain: [Math.min(from * step, least - room), Math.max(to * step, most + room)],
  }
}

function roundStep(rough: number): number {
  if (rough <= 0) return 1
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  return ([1, 2, 5, 10].find((factor) => factor * magnitude >= rough) ?? 10) * magnitude
}
