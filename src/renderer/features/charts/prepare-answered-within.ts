import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import type { AnsweredWithinLine } from '../../charts/answered-within-chart.tsx'
import { scaled, type ChartTable, type ContenderRow } from '../../charts/chart-rows.ts'
import { logTicks } from '../../charts/scale.ts'
import { orderByMedian } from './prepare-latency.ts'

export interface AnsweredWithin {
  lines: AnsweredWithinLine[]
  lowestSeconds: number
  highestSeconds: number
  ticks: number[]
  table: ChartTable<StepRow>
}

/** By this time, this share of all that were asked had a picture. */
export interface StepRow extends ContenderRow {
  seconds: number
  share: number
}

const COLUMNS: ChartTable<StepRow>['columns'] = [
  { head: 'Within, s', name: 'within_seconds', read: ({ seconds }) => seconds, places: 3 },
  { head: 'Of all asked, %', name: 'share_of_asked_percent', read: ({ share }) => scaled(share, 0.01), places: 2 },
]

type Step = AnsweredWithinLine['steps'][number]

/** Names stand between these shares, the soonest contender's highest, so that they lie apart. */
const HIGHEST_NAME = 0.88
const LOWEST_NAME = 0.22
/** Two names this far apart, in share or in width of the axis, can both be read. */
const APART_SHARE = 0.08
const APART_WIDTH = 0.3

/**
 * For each contender the share of all it was asked that had a picture within a time. Failures and refusals stay in the
 * denominator, so a line that ends below 1 shows them. null where nobody answered.
 */
export function prepareAnsweredWithin(plan: FrozenPlan, analysis: TrialAnalysis): AnsweredWithin | null {
  const answered = analysis.contenders.flatMap((contender) => contender.answeredWithin.filter(isDrawable))
  if (answered.length === 0) return null
  const ordered = orderByMedian(plan, analysis)
  let lowest = Number.POSITIVE_INFINITY
  let highest = 0
  for (const step of answered) {
    lowest = Math.min(lowest, step.latencyMs / 1000)
    highest = Math.max(highest, step.latencyMs / 1000)
  }
  const lowestSeconds = lowest * 0.9
  const highestSeconds = highest * 1.1

  const named: Step[] = []
  const rows: StepRow[] = []
  const lines = ordered.map(({ contender, analysis: numbers }, index): AnsweredWithinLine => {
    const steps = numbers.answeredWithin
      .filter(isDrawable)
      .map((step): Step => ({ seconds: scaled(step.latencyMs, 1000), share: step.share }))
    rows.push(...steps.map((step) => ({ contender, ...step })))
    const last = steps.at(-1)
    const wanted = HIGHEST_NAME - ((HIGHEST_NAME - LOWEST_NAME) * index) / Math.max(1, ordered.length - 1)
    const width = Math.log(highestSeconds / lowestSeconds)
    const labelled = chooseStep(steps, wanted, named, width)
    if (labelled !== null) named.push(labelled)
    return {
      contenderId: contender.id,
      name: contender.name,
      position: contender.position,
      steps:
        last === undefined
          ? []
          : [{ seconds: lowestSeconds, share: 0 }, ...steps, { seconds: highestSeconds, share: last.share }],
      labelled,
    }
  })
  const ticks = logTicks(lowestSeconds, highestSeconds)
  return { lines, lowestSeconds, highestSeconds, ticks, table: { rows, columns: COLUMNS } }
}

/** The step nearest the wanted share whose name does not lie on another's; the nearest of all where none is free. */
function chooseStep(steps: readonly Step[], wanted: number, named: readonly Step[], axisWidth: number): Step | null {
  const nearest = steps.toSorted((a, b) => Math.abs(a.share - wanted) - Math.abs(b.share - wanted))
  const free = nearest.find((step) =>
    named.every(
      (other) =>
        Math.abs(other.share - step.share) >= APART_SHARE ||
        Math.abs(Math.log(other.seconds / step.seconds)) / axisWidth >= APART_WIDTH,
    ),
  )
  return free ?? nearest[0] ?? null
}

/** A logarithmic axis has no place for 0. */
function isDrawable({ latencyMs }: { latencyMs: number }): boolean {
  return latencyMs > 0
}
