import type { SamplePoint, TrialAnalysis } from '#shared/domain/analysis.ts'
import type { RunSlice, TrialCharts } from '#shared/domain/chart-analysis.ts'
import type { Contender, FrozenPlan } from '#shared/domain/plan.ts'
import { axisFromZero, writeSeconds, type ChartAxis } from '../../charts/chart-axis.ts'
import { estimateColumns, scaled, SECONDS, type ChartTable, type ContenderRow } from '../../charts/chart-rows.ts'
import type { PlotLine } from '../../charts/line-plot.tsx'

const LONG_TRIAL_SECONDS = 300

export interface SliceRow extends ContenderRow {
  slice: RunSlice
}

export interface PreparedSlices {
  lines: PlotLine[]
  x: ChartAxis
  y: ChartAxis
  table: ChartTable<SliceRow>
}

const SLICE_COLUMNS: ChartTable<SliceRow>['columns'] = [
  { head: 'Due from, s', name: 'due_from_seconds', read: ({ slice }) => scaled(slice.fromMs, 1000), places: 1 },
  { head: 'Due to, s', name: 'due_to_seconds', read: ({ slice }) => scaled(slice.toMs, 1000), places: 1 },
  ...estimateColumns<SliceRow>({ head: 'Median', name: 'median', ...SECONDS }, ({ slice }) => slice.median),
  { head: 'Pictures', name: 'pictures', read: ({ slice }) => slice.succeeded },
  { head: 'Asked', name: 'asked', read: ({ slice }) => slice.asked },
]

/** The median of each stretch of the run; null where no stretch has one. */
export function prepareSlices(plan: FrozenPlan, charts: TrialCharts): PreparedSlices | null {
  const rows = plan.contenders.flatMap((contender) =>
    (charts.contenders.find(({ contenderId }) => contenderId === contender.id)?.slices ?? []).map(
      (slice): SliceRow => ({ contender, slice }),
    ),
  )
  const lines = plan.contenders.flatMap((contender): PlotLine[] => {
    const points = rows.flatMap(({ contender: { id }, slice: { median, fromMs, toMs } }) =>
      id !== contender.id || median.state !== 'known'
        ? []
        : [
            {
              x: scaled((fromMs + toMs) / 2, 1000),
              y: scaled(median.value, 1000),
              low: scaled(median.low, 1000),
              high: scaled(median.high, 1000),
            },
          ],
    )
    return points.length === 0 ? [] : [lineOf(contender, points)]
  })
  if (lines.length === 0) return null
  const lastSeconds = Math.max(...rows.map(({ slice }) => scaled(slice.toMs, 1000)))
  const highest = Math.max(...lines.flatMap(({ points }) => points.map(({ high, y }) => high ?? y)))
  return {
    lines,
    x: timeAxis(lastSeconds),
    y: axisFromZero(highest, 4, writeSeconds),
    table: { rows, columns: SLICE_COLUMNS },
  }
}

function lineOf({ id, name, position }: Contender, points: PlotLine['points']): PlotLine {
  return { contenderId: id, name, position, points, look: 'marker' }
}

export interface PointRow extends ContenderRow {
  point: SamplePoint
}

export interface OverTime {
  /** By contender: each picture at the moment it was due, in seconds. */
  lines: { contender: Contender; points: { x: number; y: number }[] }[]
  /** When samples were due that gave none, in seconds. */
  without: number[]
  time: ChartAxis
  latency: ChartAxis
  table: ChartTable<PointRow>
}

const POINT_COLUMNS: ChartTable<PointRow>['columns'] = [
  { head: 'Place', name: 'place', read: ({ point }) => point.position + 1 },
  { head: 'Due, s', name: 'due_seconds', read: ({ point }) => scaled(point.dueMs, 1000), places: 3 },
  {
    head: 'Latency, s',
    name: 'latency_seconds',
    read: ({ point }) => (point.succeeded ? scaled(point.latencyMs, 1000) : null),
    places: 3,
    missing: () => 'no picture',
  },
]

/** Every sample, or of many some thousands, at the moment it was due. A sample without a picture does not stretch the axis. */
export function prepareOverTime(plan: FrozenPlan, analysis: TrialAnalysis): OverTime {
  const contenders = new Map(plan.contenders.map((contender) => [contender.id, contender]))
  const rows = analysis.points.flatMap((point): (PointRow & { contender: Contender })[] => {
    const contender = contenders.get(point.contenderId)
    return contender === undefined ? [] : [{ contender, point }]
  })
  let [lastSeconds, slowestSeconds] = [0, 0]
  for (const { point } of rows) {
    lastSeconds = Math.max(lastSeconds, point.dueMs / 1000)
    if (point.succeeded) slowestSeconds = Math.max(slowestSeconds, point.latencyMs / 1000)
  }
  return {
    lines: [...Map.groupBy(rows, ({ contender }) => contender)].map(([contender, own]) => ({
      contender,
      points: own.flatMap(({ point }) =>
        point.succeeded ? [{ x: scaled(point.dueMs, 1000), y: scaled(point.latencyMs, 1000) }] : [],
      ),
    })),
    without: rows.flatMap(({ point }) => (point.succeeded ? [] : [scaled(point.dueMs, 1000)])),
    time: timeAxis(lastSeconds),
    latency: axisFromZero(slowestSeconds, 4, writeSeconds),
    table: { rows, columns: POINT_COLUMNS },
  }
}

/** Of seconds; a long trial is read in minutes. */
function timeAxis(lastSeconds: number): ChartAxis {
  if (lastSeconds <= LONG_TRIAL_SECONDS) return axisFromZero(lastSeconds, 6, writeSeconds)
  const minutes = axisFromZero(lastSeconds / 60, 6, String)
  return {
    ...minutes,
    to: minutes.to * 60,
    ticks: minutes.ticks.map((tick) => tick * 60),
    write: (seconds) => `${Number((seconds / 60).toFixed(1))} min`,
  }
}
