import type { Plan } from '#shared/domain/plan.ts'
import type { CountedPlan } from '#shared/domain/planned-counts.ts'
import type { CheckedContender } from './checked-contender.ts'
import { planSeedChecks } from './plan-seed-checks.ts'

/** A plan that is not frozen, as counting needs it. */
export function countedPlan(
  plan: Plan,
  cases: CountedPlan['cases'],
  contenders: readonly CheckedContender[],
): CountedPlan {
  const { repeats, load, warmUp, coldProbes = null, blocks = null } = plan
  const seedChecks = planSeedChecks(plan, contenders)
  return { repeats, load, warmUp, coldProbes, blocks, cases, ...(seedChecks !== undefined && { seedChecks }) }
}
