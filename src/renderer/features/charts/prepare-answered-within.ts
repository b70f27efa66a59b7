import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import type { AnsweredWithinLine } from '../../charts/answered-within-chart.tsx'
import { logTicks } from '../../charts/scale.ts'
import { orderByMedian } from './prepare-latency.ts'

export interface AnsweredWithin {
  lines: AnsweredWithinLine[]
  lowestSeconds: number
  highestSeconds: number
  ticks: number[]
}

type Step = AnsweredWithinLine['steps'][number]

/** A line of more steps looks the same and is drawn more slowly. */
const MOST_STEPS = 300
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
  const answered = analysis.points.filter((point) => point.succeeded && point.latencyMs > 0)
  if (answered.length === 0) return null
  const ordered = orderByMedian(plan, analysis)
  let lowest = Number.POSITIVE_INFINITY
  let highest = 0
  for (const point of answered) {
    lowest = Math.min(lowest, point.latencyMs / 1000)
    highest = Math.max(highest, point.latencyMs / 1000)
  }
  const lowestSeconds = lowest * 0.9
  const highestSeconds = highest * 1.1

  const named: Step[] = []
  const lines = ordered.map(({ contender, analysis: numbers }, index): AnsweredWithinLine => {
    const seconds = answered
      .filter((point) => point.contenderId === contender.id)
      .map((point) => point.latencyMs / 1000)
      .sort((a, b) => a - b)
    const steps = thin(
      seconds.map((second, place) => ({ seconds: second, share: (place + 1) / numbers.asked })),
      MOST_STEPS,
    )
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
  return { lines, lowestSeconds, highestSeconds, ticks: logTicks(lowestSeconds, highestSeconds) }
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

/** Keeps the last and evenly spaced ones of the others. */
function thin<Item>(items: readonly Item[], most: number): Item[] {
  if (items.length <= most) return [...items]
  const every = items.length / most
  return Array.from({ length: most }, (_, index) => items[Math.ceil((index + 1) * every) - 1] as Item)
}
