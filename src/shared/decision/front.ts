import type { FrontPlace } from '../domain/decision-evaluation.ts'
import type { CriterionMeasure, DecisionContender } from '../domain/decision-evidence.ts'
import type { BuiltInCriterion } from '../domain/decision-settings.ts'

type Known = Extract<CriterionMeasure, { state: 'known' }>

const AXES: readonly { id: BuiltInCriterion; sign: 1 | -1 }[] = [
  { id: 'latency', sign: 1 },
  { id: 'cost', sign: 1 },
  { id: 'quality', sign: -1 },
]

/** A figure of which less is better, with its ends. */
type Axis = Pick<Known, 'value' | 'low' | 'high'>

/**
 * Who is on the Pareto front of latency, cost and quality: dominated by none that is at least as good in all three and better in one.
 * Surely dominated where that holds for the worst that the other can be and the best that it can be itself; possibly, where it holds of
 * the values alone. One whose figure is missing is neither, and dominates nobody.
 */
export function paretoFront(contenders: readonly Pick<DecisionContender, 'contenderId' | 'measures'>[]): FrontPlace[] {
  const points = contenders.map(({ contenderId, measures }) => ({
    contenderId,
    axes: AXES.map(({ id, sign }) => lessIsBetter(measures[id], sign)),
  }))
  const complete = points.flatMap(({ contenderId, axes }) => {
    const known = axes.filter((axis) => axis !== null)
    return known.length === AXES.length ? [{ contenderId, axes: known }] : []
  })
  return points.map(({ contenderId }) => {
    const own = complete.find((point) => point.contenderId === contenderId)
    if (own === undefined) return { contenderId, state: 'unknown', by: [] }
    const others = complete.filter((point) => point !== own)
    const surely = others.filter(({ axes }) =>
      dominates(
        axes.map(({ high }) => high),
        own.axes.map(({ low }) => low),
      ),
    )
    if (surely.length > 0) return { contenderId, state: 'dominated', by: surely.map((other) => other.contenderId) }
    const possibly = others.filter(({ axes }) =>
      dominates(
        axes.map(({ value }) => value),
        own.axes.map(({ value }) => value),
      ),
    )
    return {
      contenderId,
      state: possibly.length > 0 ? 'possibly-dominated' : 'front',
      by: possibly.map((other) => other.contenderId),
    }
  })
}

function lessIsBetter(measure: CriterionMeasure, sign: 1 | -1): Axis | null {
  if (measure.state === 'unknown') return null
  const { value, low, high } = measure
  return sign === 1 ? { value, low, high } : { value: -value, low: -high, high: -low }
}

function dominates(one: readonly number[], other: readonly number[]): boolean {
  return (
    one.every((value, place) => value <= (other[place] as number)) &&
    one.some((value, place) => value < (other[place] as number))
  )
}
