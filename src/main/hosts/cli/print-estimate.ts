import type { PlanEstimate } from '#shared/contract/plan.ts'
import type { Plan } from '#shared/domain/plan.ts'
import { AssayError } from '#shared/errors.ts'
import { estimateWords } from './estimate-words.ts'
import { printJson, type Output } from './output.ts'

/**
 * Tells what a plan comes to that was only to be checked.
 * @throws AssayError INVALID_PLAN with every problem of the plan, where it has one
 */
export function printEstimate(plan: Plan, estimate: PlanEstimate, { json }: { json?: boolean }, output: Output): void {
  const { problems } = estimate
  if (problems.length > 0) throw new AssayError('INVALID_PLAN', problems[0]?.message ?? '', { problems })
  if (json === true) printJson(output, estimate)
  else output.out(estimateWords(plan, estimate))
}
