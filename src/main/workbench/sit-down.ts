import { countText } from '#shared/units/count-text.ts'
import type { Plan, PlannedSample } from '#shared/domain/plan.ts'
import type { SittingKind } from '#shared/domain/sitting.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { AssayError } from '#shared/errors.ts'
import type { TrialExtension } from '#main/store/trial-store.ts'
import { pinHostKey } from './call-account.ts'
import { checkPlan } from './check-plan.ts'
import { chooseRetries, type RetryChoice } from './choose-retries.ts'
import type { WorkbenchContext } from './context.ts'
import { extendPlan } from './extend-plan.ts'
import { freezePlan } from './freeze-plan.ts'
import { openAccess } from './open-access.ts'
import { planSources } from './plan-sources.ts'
import { rebaseArrivals } from './rebase-arrivals.ts'
import { reopenAccess } from './reopen-access.ts'
import { stillRunning } from './still-running.ts'
import { noSuchTrial } from './no-such-trial.ts'

/**
 * Goes on with a trial where it stopped: asks after the jobs that are still at a provider, and asks what has no outcome yet, in its
 * order.
 * @throws AssayError NOT_FOUND, STILL_RUNNING, BAD_USAGE where nothing is left, or why its contenders can't be asked
 */
export async function resumeTrial(trialId: string, context: WorkbenchContext): Promise<Trial> {
  const { store } = context
  const trial = findIdle(trialId, context)
  const left = store.trials.open(trialId).length + store.remoteJobs.list(trialId).length
  if (left === 0) {
    const message = `Every sample of "${trial.plan.name}" has its outcome, so there is nothing to resume. Failed ones can be retried.`
    throw new AssayError('BAD_USAGE', message)
  }
  return sitDown(trial, { kind: 'resume', order: () => rebaseArrivals(store.trials.open(trialId)) }, context)
}

/**
 * Asks again what gave no picture. What it had come to stays stored, and stays what is shown until the new outcome is in.
 * @throws AssayError as `resumeTrial`
 */
export async function retryTrial(trialId: string, choice: RetryChoice, context: WorkbenchContext): Promise<Trial> {
  const { store } = context
  const trial = findIdle(trialId, context)
  const chosen = (): PlannedSample[] => chooseRetries(store.trials.order(trialId), store.samples.rows(trialId), choice)
  if (chosen().length === 0) {
    throw new AssayError(
      'BAD_USAGE',
      `No sample of "${trial.plan.name}" that was chosen failed: there is nothing to retry.`,
    )
  }
  return sitDown(trial, { kind: 'retry', order: () => rebaseArrivals(chosen()) }, context)
}

/**
 * Adds to a trial whatever a plan has beyond it, and asks that alone.
 * @throws AssayError as `resumeTrial`, INVALID_PLAN where the plan does not hold all that was measured
 */
export async function extendTrial(trialId: string, wanted: Plan, context: WorkbenchContext): Promise<Trial> {
  const { store } = context
  const trial = findIdle(trialId, context)
  const left = store.trials.open(trialId).length + store.remoteJobs.list(trialId).length
  if (left > 0) {
    const message = `${countText(left, 'sample')} of "${trial.plan.name}" ${left === 1 ? 'has' : 'have'} no outcome yet. Resume it first, then extend it.`
    throw new AssayError('BAD_USAGE', message)
  }
  const checked = checkPlan(wanted, planSources(context))
  refuse(checked.problems, checked.code)
  const { places } = await openAccess(checked.contenders, context)
  const { plan, added, problems } = extendPlan(
    trial.plan,
    freezePlan(wanted, checked, places),
    store.trials.order(trialId),
  )
  refuse(problems, 'INVALID_PLAN')
  return sitDown({ ...trial, plan }, { kind: 'extend', order: () => added, extension: { plan, added } }, context)
}

interface NextSitting {
  kind: Exclude<SittingKind, 'start'>
  /** Called when the trial is ours: another process may have gone on with it until then. */
  order: () => PlannedSample[]
  extension?: TrialExtension
}

async function sitDown(trial: Trial, next: NextSitting, context: WorkbenchContext): Promise<Trial> {
  const { plan, access, rentalIds } = await reopenAccess(trial.plan, context)
  const running = context.runner.sitDown(trial, { ...next, plan, access }, (account, hostKeySha256) =>
    pinHostKey(account, hostKeySha256, context.store),
  )
  context.rentals.usedBy(trial.id, rentalIds, context.runner.endedForGood(trial.id))
  return running
}

function findIdle(trialId: string, { store }: WorkbenchContext): Trial {
  const trial = store.trials.get(trialId)
  if (trial === null) throw noSuchTrial(trialId)
  if (trial.status === 'running') throw stillRunning(trial.plan)
  return trial
}

function refuse(problems: readonly { path: string; message: string }[], code: AssayError['code']): void {
  const [first] = problems
  if (first !== undefined) throw new AssayError(code, `${first.path}: ${first.message}`, { problems })
}
