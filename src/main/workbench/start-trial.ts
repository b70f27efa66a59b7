import type { Plan } from '#shared/domain/plan.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { AssayError } from '#shared/errors.ts'
import { pinHostKey } from './call-account.ts'
import { checkPlan } from './check-plan.ts'
import type { WorkbenchContext } from './context.ts'
import { freezePlan } from './freeze-plan.ts'
import { loadToCalibrate } from './load-to-calibrate.ts'
import { openAccess } from './open-access.ts'
import { planSources } from './plan-sources.ts'

/**
 * Validates and freezes a plan, calibrates the instrument and starts the trial. Nothing is sent and nothing is written if any part of it is wrong.
 * @throws AssayError INVALID_PLAN, UNKNOWN_PROVIDER or MISSING_CREDENTIAL with every problem and its place; or what the vault says
 */
export async function startTrial(plan: Plan, context: WorkbenchContext): Promise<Trial> {
  const checked = checkPlan(plan, planSources(context))
  const { contenders, problems, code } = checked
  const first = problems[0]
  if (first !== undefined) throw new AssayError(code, `${first.path}: ${first.message}`, { problems })
  const { places, access } = await openAccess(contenders, context)
  const frozen = freezePlan(plan, checked, places)
  const concurrency = loadToCalibrate(frozen)
  const trial = await context.instrument.beforeTrial({ concurrency, switchedOn: plan.calibrate }, (calibration) =>
    context.runner.start(frozen, access, calibration, (account, hostKeySha256) =>
      pinHostKey(account, hostKeySha256, context.store),
    ),
  )
  context.rentals.usedBy(trial.id, rentalsOf(plan), context.runner.endedForGood(trial.id))
  return trial
}

/** The rented machines that a plan runs on. */
function rentalsOf({ contenders }: Plan): string[] {
  const named = contenders.flatMap((contender) =>
    [contender, ...contender.furtherSteps].flatMap(({ rental }) => rental ?? []),
  )
  return [...new Set(named)]
}
