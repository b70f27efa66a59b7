import type { Plan } from '#shared/domain/plan.ts'
import type { CountedPlan } from '#shared/domain/planned-counts.ts'

/** A plan that is not frozen, as counting needs it. */
export function countedPlan(plan: Plan, cases: CountedPlan['cases']): CountedPlan {
  const { repeats, load, warmUp, coldProbes = null, blocks = null } = plan
  return { repeats, load, warmUp, coldProbes, blocks, cases }
}
