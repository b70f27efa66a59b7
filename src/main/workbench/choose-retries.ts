import type { PlannedSample } from '#shared/domain/plan.ts'
import type { FailureClass } from '#shared/domain/sample.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'

/** Which samples without a picture are asked again. */
export interface RetryChoice {
  /** All where absent. */
  contenderIds?: readonly string[] | undefined
  /** All but refusals where absent: a content filter says the same again. */
  failureClasses?: readonly FailureClass[] | undefined
}

/**
 * The planned samples whose newest outcome is not a picture, in their order. Warm-ups are left out: there is nothing left to warm up.
 * @param rows the newest of each place
 */
export function chooseRetries(
  order: readonly PlannedSample[],
  rows: readonly SampleRow[],
  { contenderIds, failureClasses }: RetryChoice,
): PlannedSample[] {
  const isWanted = ({ contenderId, failureClass, outcome, role }: SampleRow): boolean => {
    if (outcome === 'succeeded' || failureClass === null || role === 'warm-up') return false
    if (contenderIds !== undefined && !contenderIds.includes(contenderId)) return false
    return failureClasses === undefined ? failureClass !== 'content-policy' : failureClasses.includes(failureClass)
  }
  const positions = new Set(rows.filter(isWanted).map(({ position }) => position))
  return order.filter(({ position }) => positions.has(position))
}
