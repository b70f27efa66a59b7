import type { CriterionMeasure } from '../domain/decision-evidence.ts'

/** A place by two measures. */
export interface TradeOffPlace {
  x: number
  y: number
}

/** Which way each of the two is better. */
export interface TradeOffBetter {
  x: 'less' | 'more'
  y: 'less' | 'more'
}

/** Where a measure is marked. Of a range no value is likelier than another: its middle, which is what counts in the score, bears the mark. */
export function markOf({ value, low, high, spread }: Extract<CriterionMeasure, { state: 'known' }>): number {
  return spread === 'range' ? (low + high) / 2 : value
}

/**
 * Steps along those that none is better than in both of the two, from one end of the axes to the other.
 * @param worst ends of the axes at which nobody would be
 */
export function frontSteps(
  points: readonly TradeOffPlace[],
  better: TradeOffBetter,
  worst: TradeOffPlace,
): TradeOffPlace[] {
  const isAsGood = (way: 'x' | 'y', one: TradeOffPlace, other: TradeOffPlace): boolean =>
    better[way] === 'less' ? one[way] <= other[way] : one[way] >= other[way]
  const onFront = points
    .filter(
      (point) =>
        !points.some(
          (other) =>
            isAsGood('x', other, point) && isAsGood('y', other, point) && (other.x !== point.x || other.y !== point.y),
        ),
    )
    .toSorted((one, other) => (better.x === 'less' ? one.x - other.x : other.x - one.x))
  const [first] = onFront
  const last = onFront.at(-1)
  if (first === undefined || last === undefined) return []
  const steps = onFront.flatMap(({ x, y }, place) => {
    const before = onFront[place - 1]
    return before === undefined
      ? [{ x, y }]
      : [
          { x, y: before.y },
          { x, y },
        ]
  })
  return [{ x: first.x, y: worst.y }, ...steps, { x: worst.x, y: last.y }]
}
