import type { Estimate } from '#shared/domain/estimate.ts'
import type { HistoryPoint } from '#shared/domain/contender-history.ts'
import type { HistoryChartPoint } from '../../charts/history-chart.tsx'
import { linearAxis, type LinearAxis } from '../../charts/scale.ts'

export interface PreparedHistory {
  points: HistoryChartPoint[]
  axis: LinearAxis
  time: { fromMs: number; toMs: number; ticksMs: number[] }
  /** Whether the day alone tells the marks apart, so that the year has room. */
  isOfDays: boolean
}

const MARKS = 4
/** Of the width of the chart: labels that stand closer would run into each other. */
const LEAST_BETWEEN_TICKS = 0.2
const HOUR_MS = 3_600_000
/** Marks a fifth of this apart are of different days. */
const LEAST_DAYS = 6

/**
 * The points of a history that are known, for its chart.
 * @param factor from the unit of the estimate to that of the axis
 * @returns null where none is known
 */
export function prepareHistory(
  history: readonly HistoryPoint[],
  pick: (point: HistoryPoint) => Estimate,
  factor: number,
): PreparedHistory | null {
  const points = history.flatMap((point): HistoryChartPoint[] => {
    const estimate = pick(point)
    if (estimate.state !== 'known') return []
    const { value, low, high } = estimate
    return [
      {
        atMs: Date.parse(point.startedAt),
        value: value * factor,
        reach: [(value - low) * factor, (high - value) * factor],
      },
    ]
  })
  if (points.length === 0) return null
  const highest = Math.max(...points.map(({ value, reach: [, above] }) => value + above))
  const time = timeAxis(points.map(({ atMs }) => atMs))
  const isOfDays = time.toMs - time.fromMs > LEAST_DAYS * 24 * HOUR_MS
  return { points, axis: linearAxis(highest, MARKS), time, isOfDays }
}

/** A mark at a point, as long as it stands clear of the one before. */
function timeAxis(instantsMs: readonly number[]): PreparedHistory['time'] {
  const [earliest, latest] = [Math.min(...instantsMs), Math.max(...instantsMs)]
  const margin = Math.max(HOUR_MS / 60, (latest - earliest) * 0.06)
  const [fromMs, toMs] = [earliest - margin, latest + margin]
  const ticksMs: number[] = []
  for (const atMs of instantsMs.toSorted((left, right) => left - right)) {
    const before = ticksMs.at(-1)
    if (before === undefined || atMs - before >= LEAST_BETWEEN_TICKS * (toMs - fromMs)) ticksMs.push(atMs)
  }
  return { fromMs, toMs, ticksMs }
}
