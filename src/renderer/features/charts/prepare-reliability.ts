import type { ContenderAnalysis, TrialAnalysis } from '#shared/domain/analysis.ts'
import type { ContenderCharts, TrialCharts } from '#shared/domain/chart-analysis.ts'
import type { Contender, FrozenPlan } from '#shared/domain/plan.ts'
import type { FailureClass } from '#shared/domain/sample.ts'
import { figureText } from '#shared/units/count-text.ts'
import { countAxis, type ChartAxis } from '../../charts/chart-axis.ts'
import { estimateColumns, PERCENT, scaled, SECONDS, type ChartTable } from '../../charts/chart-rows.ts'
import type { PartFill } from '../../charts/part-patterns.tsx'
import type { BarPart, StackedBar } from '../../charts/stacked-bars.tsx'
import { FAILURE_WORDS } from '../trial/trial-words.ts'

/** A contender with all that is known of how its samples ended. */
export interface ReliabilityRow {
  contender: Contender
  analysis: ContenderAnalysis
  charts: ContenderCharts
}

/** Counts of one whole, as stacked bars and as a table. */
export interface CountedParts {
  bars: StackedBar[]
  parts: readonly BarPart[]
  axis: ChartAxis
  table: ChartTable<ReliabilityRow>
}

/** Best first: by the share that succeeds, then in the plan's order. */
export function reliabilityRows(plan: FrozenPlan, analysis: TrialAnalysis, charts: TrialCharts): ReliabilityRow[] {
  const rows = plan.contenders.flatMap((contender): ReliabilityRow[] => {
    const numbers = analysis.contenders.find(({ contenderId }) => contenderId === contender.id)
    const own = charts.contenders.find(({ contenderId }) => contenderId === contender.id)
    return numbers === undefined || own === undefined ? [] : [{ contender, analysis: numbers, charts: own }]
  })
  const shareOf = ({ analysis: { successRate } }: ReliabilityRow) =>
    successRate.state === 'known' ? successRate.value : -1
  return rows.toSorted((left, right) => shareOf(right) - shareOf(left))
}

const FAILURE_FILLS: Readonly<Partial<Record<FailureClass, PartFill>>> = {
  timeout: 'stripes',
  server: 'black',
  'rate-limit': 'hatch',
  network: 'grid',
  'malformed-reply': 'rings',
  'content-policy': 'dots',
  'invalid-request': 'bars',
  authentication: 'back-hatch',
  payment: 'middle',
}
const FAILURES = Object.entries(FAILURE_FILLS) as [FailureClass, PartFill][]

const REFUSED: BarPart = { key: 'refused', label: 'refused by the content filter', fill: 'dots' }

/** Samples by what the service did the first time it was asked. */
export function prepareOutcomes(rows: readonly ReliabilityRow[]): CountedParts {
  const parts: BarPart[] = [
    { key: 'pictures', label: 'picture', fill: 'light' },
    REFUSED,
    ...FAILURES.filter(([name]) => name !== 'content-policy').map(([name, fill]) => failurePart(name, fill)),
  ]
  return countedParts(rows, parts, {
    count: ({ analysis }, key) => {
      if (key === 'pictures') return analysis.succeeded
      return key === 'refused' ? analysis.refused : (analysis.failures[key as FailureClass] ?? 0)
    },
    columns: [
      { head: 'Asked', name: 'asked', read: ({ analysis }) => analysis.asked },
      ...estimateColumns<ReliabilityRow>(
        { head: 'Success', name: 'success', ...PERCENT },
        ({ analysis }) => analysis.successRate,
      ),
    ],
    text: ({ analysis }) => figureText(analysis.asked),
  })
}

/** Every try by what it came to, those that a retry made good among them. */
export function prepareAttempts(rows: readonly ReliabilityRow[]): CountedParts {
  const parts = [
    { key: 'succeeded', label: 'answered', fill: 'light' } as const,
    ...FAILURES.map(([name, fill]) => failurePart(name, fill)),
  ]
  return countedParts(rows, parts, {
    count: ({ charts: { attempts } }, key) =>
      key === 'succeeded' ? attempts.succeeded : (attempts.failures[key as FailureClass] ?? 0),
    columns: [],
    text: (_, total) => figureText(total),
  })
}

const TRY_FILLS: readonly PartFill[] = ['light', 'hatch', 'dots', 'stripes', 'black']

/** Samples by how many tries they took; more than four together. */
export function prepareTries(rows: readonly ReliabilityRow[]): CountedParts {
  const most = TRY_FILLS.length
  const parts = TRY_FILLS.map((fill, index): BarPart => {
    const number = index + 1
    const label = number === most ? `${number} or more` : number === 1 ? '1 try' : `${number} tries`
    return { key: `tries_${number}${number === most ? '_or_more' : ''}`, label, fill }
  })
  return countedParts(rows, parts, {
    count: ({ charts }, key) => {
      const number = parts.findIndex((part) => part.key === key) + 1
      return charts.tries
        .filter(({ attempts }) => (number === most ? attempts >= most : attempts === number))
        .reduce((sum, { samples }) => sum + samples, 0)
    },
    columns: [],
    text: ({ charts }) =>
      `${figureText(charts.tries.reduce((sum, { attempts, samples }) => sum + attempts * samples, 0))} tries`,
  })
}

function failurePart(name: FailureClass, fill: PartFill): BarPart {
  return { key: name, label: FAILURE_WORDS[name], fill }
}

function countedParts(
  rows: readonly ReliabilityRow[],
  parts: readonly BarPart[],
  how: {
    count: (row: ReliabilityRow, key: string) => number
    columns: ChartTable<ReliabilityRow>['columns']
    text: (row: ReliabilityRow, total: number) => string
  },
): CountedParts {
  // What happened to nobody is no column.
  const present = parts.filter(({ key }, index) => index === 0 || rows.some((row) => how.count(row, key) > 0))
  const bars = rows.map((row): StackedBar => {
    const values = Object.fromEntries(present.map(({ key }) => [key, how.count(row, key)]))
    const total = Object.values(values).reduce((sum, count) => sum + count, 0)
    const { id: contenderId, name, position } = row.contender
    return { contenderId, name, position, values, total, totalText: how.text(row, total) }
  })
  return {
    bars,
    parts: present,
    axis: countAxis(Math.max(0, ...bars.map(({ total }) => total))),
    table: {
      rows,
      columns: [
        ...present.map(({ key, label }) => ({
          head: label,
          name: key.replaceAll('-', '_'),
          read: (row: ReliabilityRow) => how.count(row, key),
        })),
        ...how.columns,
      ],
    },
  }
}

/** Waits by rule: how many samples had one, and how long those were. */
export const HELD_BACK_COLUMNS: ChartTable<ReliabilityRow>['columns'] = [
  ...estimateColumns<ReliabilityRow>(
    { head: 'Waited', name: 'waited', ...PERCENT },
    ({ charts }) => charts.heldBack.share,
  ),
  ...estimateColumns<ReliabilityRow>(
    { head: 'Median wait', name: 'median_wait', ...SECONDS },
    ({ charts }) => charts.heldBack.median,
  ),
  ...estimateColumns<ReliabilityRow>(
    { head: 'p95 wait', name: 'p95_wait', ...SECONDS },
    ({ charts }) => charts.heldBack.p95,
  ),
  {
    head: 'Together, s',
    name: 'total_wait_seconds',
    read: ({ charts }) => scaled(charts.heldBack.totalMs, 1000),
    places: 2,
  },
]

export const SUCCESS_COLUMNS: ChartTable<ReliabilityRow>['columns'] = [
  ...estimateColumns<ReliabilityRow>(
    { head: 'Success', name: 'success', ...PERCENT },
    ({ analysis }) => analysis.successRate,
  ),
  { head: 'Pictures', name: 'pictures', read: ({ analysis }) => analysis.succeeded },
  { head: 'Failed', name: 'failed', read: ({ analysis }) => analysis.failed },
  { head: 'Refused', name: 'refused', read: ({ analysis }) => analysis.refused },
]
