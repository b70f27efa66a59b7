import { mostInFlight } from '#shared/domain/lane-load.ts'
import type { Contender, FrozenPlan } from '#shared/domain/plan.ts'

/** How long a picture is taken to be in flight where only its arrivals are known: longer than most services take. */
const LONG_SERVICE_S = 10

/**
 * Requests in flight, over all contenders, at which the instrument is calibrated for a plan. Of an open loop nobody knows beforehand:
 * those that would be in flight at its highest rate if each took ten seconds.
 */
export function loadToCalibrate(plan: Pick<FrozenPlan, 'load' | 'contenders'>): number {
  return plan.contenders.reduce((sum, contender) => sum + ofContender(plan, contender), 0)
}

function ofContender({ load }: Pick<FrozenPlan, 'load'>, contender: Contender): number {
  const most = mostInFlight({ load }, contender)
  if (load.kind === 'closed' || load.kind === 'sweep') return most
  const perMinute = load.kind === 'open' ? load.perMinute : Math.max(load.fromPerMinute, load.toPerMinute)
  return Math.min(most, Math.ceil((perMinute / 60) * LONG_SERVICE_S))
}
