import { nextDue } from '#shared/domain/next-due.ts'
import type { Plan } from '#shared/domain/plan.ts'
import type { Watch } from '#shared/domain/watch.ts'
import type { WatchDetail, WatchSummary } from '#shared/contract/watch.ts'
import { AssayError } from '#shared/errors.ts'
import { checkPlan } from './check-plan.ts'
import type { WorkbenchContext } from './context.ts'
import { planSources } from './plan-sources.ts'

const MS_PER_MINUTE = 60_000

/**
 * Keeps a watch whose first run is due at once.
 * @throws AssayError with every problem of a plan that could not be started: a run at night has nobody to ask
 */
export function createWatch(
  { plan, everyMinutes, forMinutes }: { plan: Plan; everyMinutes: number; forMinutes: number },
  context: WorkbenchContext,
): Watch {
  const { problems, code } = checkPlan(plan, planSources(context))
  const first = problems[0]
  if (first !== undefined) throw new AssayError(code, `${first.path}: ${first.message}`, { problems })
  const now = context.ports.clock.now()
  const watch: Watch = {
    id: context.ports.ids.next('watch'),
    name: plan.name,
    plan,
    everyMinutes,
    until: new Date(now.getTime() + forMinutes * MS_PER_MINUTE).toISOString(),
    createdAt: now.toISOString(),
    state: 'active',
    nextAt: now.toISOString(),
  }
  context.store.watches.create(watch)
  context.watcher.wake()
  return watch
}

export function pauseWatch(watchId: string, context: WorkbenchContext): WatchSummary {
  const watch = findWatch(watchId, context)
  if (watch.state === 'active') context.store.watches.setState(watchId, 'paused', null)
  return summarize(findWatch(watchId, context), context)
}

export function resumeWatch(watchId: string, context: WorkbenchContext): WatchSummary {
  const watch = findWatch(watchId, context)
  if (watch.state === 'paused') {
    const { nextAt } = nextDue(watch, watch.createdAt, context.ports.clock.now())
    context.store.watches.setState(watchId, nextAt === null ? 'over' : 'active', nextAt)
    context.watcher.wake()
  }
  return summarize(findWatch(watchId, context), context)
}

export function describeWatch(watchId: string, context: WorkbenchContext): WatchDetail {
  const watch = findWatch(watchId, context)
  const runs = context.store.watches.runs(watchId).map((run) => ({
    ...run,
    status: run.trialId === null ? null : (context.store.trials.get(run.trialId)?.status ?? null),
  }))
  return { watch, runs }
}

export function summarize(watch: Watch, { store }: Pick<WorkbenchContext, 'store'>): WatchSummary {
  const { plan: _plan, createdAt: _createdAt, ...summary } = watch
  const runs = store.watches.runs(watch.id)
  const problemCount = runs.filter(({ problem }) => problem !== null).length
  const brokenOffCount = runs.filter(({ trialId }) => isBrokenOff(trialId, store)).length
  return { ...summary, runCount: runs.length - brokenOffCount, brokenOffCount, problemCount }
}

/** Half a run is none: it counts once its trial has been resumed and is done. Whether it is resumed is its user's to say. */
function isBrokenOff(trialId: string | null, { trials }: Pick<WorkbenchContext['store'], 'trials'>): boolean {
  const status = trialId === null ? undefined : trials.get(trialId)?.status
  return status === 'paused' || status === 'cancelled' || status === 'interrupted'
}

export function findWatch(watchId: string, { store }: Pick<WorkbenchContext, 'store'>): Watch {
  const watch = store.watches.get(watchId)
  if (watch === null) throw new AssayError('NOT_FOUND', `There is no watch "${watchId}" in this data folder.`)
  return watch
}
