import type { Credentials } from '#main/providers/provider-adapter.ts'
import type { Plan } from '#shared/domain/plan.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { AssayError } from '#shared/errors.ts'
import { checkPlan } from './check-plan.ts'
import type { WorkbenchContext } from './context.ts'
import { freezePlan } from './freeze-plan.ts'

/**
 * Validates, freezes and starts a plan. Nothing is sent and nothing is written if any part of it is wrong.
 * @throws AssayError INVALID_PLAN, UNKNOWN_PROVIDER or MISSING_CREDENTIAL with every problem and its place.
 */
export async function startTrial(plan: Plan, context: WorkbenchContext): Promise<Trial> {
  const { contenders, problems, code } = checkPlan(plan, context.ports.secrets)
  const first = problems[0]
  if (first !== undefined) throw new AssayError(code, `${first.path}: ${first.message}`, { problems })

  const baseUrls = new Map<string, string>()
  const credentials: Record<string, Credentials> = {}
  for (const { planned, adapter, account } of contenders) {
    const used = account ?? (await context.practice.account(adapter.descriptor.id))
    if (used === null) {
      const message = `${adapter.descriptor.name} has no simulator, so it can't be a practice contender.`
      throw new AssayError('INVALID_PLAN', message, { problems: [{ path: planned.id, message }] })
    }
    baseUrls.set(planned.id, used.baseUrl)
    credentials[planned.id] = used.credentials
  }
  return context.runner.start(freezePlan(plan, contenders, baseUrls), credentials)
}
