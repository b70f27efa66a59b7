import type { Plan } from '#shared/domain/plan.ts'
import { plannedCounts } from '#shared/domain/planned-counts.ts'
import type { CheckedPlan } from './check-plan.ts'
import { countedPlan } from './counted-plan.ts'
import type { CountedContender } from './estimate-duration.ts'

/** How many samples a plan has of each of its contenders. */
export function countSamples(plan: Plan, { contenders, matrix }: CheckedPlan): CountedContender[] {
  const counted = countedPlan(plan, matrix.cases, contenders)
  return contenders.map((contender) => ({ contender, counts: plannedCounts(contender.planned.id, counted) }))
}
