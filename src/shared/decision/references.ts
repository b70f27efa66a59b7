import type { CriterionMeasure } from '../domain/decision-evidence.ts'
import type { ReferencePoints } from '../domain/decision-settings.ts'
import { MOST_LEVEL } from '../domain/rubric-level.ts'
import type { Criterion } from './criteria.ts'

/** Where a success rate stops being good enough for anything; the lower ones where somebody falls short of it. */
const UNACCEPTABLE_SHARES = [0.9, 0.75, 0.5, 0]
/** How far from one half a preference may be; 1 to 3 is what 0.25 comes to. */
const PREFERENCE_SPANS = [0.1, 0.25, 0.5]
/** Where nothing is known, so that there is a pair of points at all. */
const NOTHING_KNOWN: ReferencePoints = { good: 1, unacceptable: 10 }

/**
 * Reference points that follow from the figures, until the user sets some: for money and times the round numbers (1, 2, 5, 10 …) that
 * enclose the values that were found; for a wait for cold starts 0 and the round number above; for a success rate 1 and 0.9, or less
 * where one falls short of it; for a preference one half and as much on either side; for a rubric its ends.
 *
 * The best and the worst contender themselves would do as well at first sight, but then a contender that nobody would choose could, by
 * coming or going, turn the order of the others (rank reversal: Belton & Gear, Omega 11, 1983, 228–230). Round numbers seldom move and then
 * by a step; points that the user sets never do. What is better than good enough scores no more than 1, what is worse than unacceptable
 * no less than 0: a weakness where points are set too close.
 */
export function defaultReference(criterion: Criterion, measures: readonly CriterionMeasure[]): ReferencePoints {
  const values = measures.flatMap((measure) => (measure.state === 'known' ? measure.value : []))
  if (criterion.quantity === 'level') return { good: MOST_LEVEL, unacceptable: 0 }
  if (criterion.id === 'quality') {
    const furthest = Math.max(0, ...values.map((value) => Math.abs(value - 0.5)))
    const span = PREFERENCE_SPANS.find((each) => furthest <= each) ?? 0.5
    return { good: 0.5 + span, unacceptable: 0.5 - span }
  }
  if (criterion.quantity === 'share') {
    const worst = Math.min(1, ...values)
    return { good: 1, unacceptable: UNACCEPTABLE_SHARES.find((share) => share <= worst) ?? 0 }
  }
  const positive = values.filter((value) => value > 0)
  if (criterion.scale === 'linear') {
    return { good: 0, unacceptable: positive.length === 0 ? 1000 : roundAbove(Math.max(...positive)) }
  }
  if (positive.length === 0) return NOTHING_KNOWN
  const good = roundBelow(Math.min(...positive))
  const unacceptable = roundAbove(Math.max(...positive))
  return { good, unacceptable: unacceptable === good ? good * 2 : unacceptable }
}

const ROUND = [1, 2, 5, 10]

function roundAbove(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value))
  return (ROUND.find((step) => step * unit >= value) ?? 10) * unit
}

function roundBelow(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value))
  return (ROUND.findLast((step) => step * unit <= value) ?? 1) * unit
}
