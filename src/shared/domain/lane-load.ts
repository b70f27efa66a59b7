import type { Case, Contender, FrozenPlan } from './plan.ts'

/**
 * The most that a contender has in flight under a plan's load. In an open loop no more than its accounts let through, whatever the load
 * says: what waits for such a place has to wait where its waiting is latency, because a caller would wait as well.
 */
export function mostInFlight(
  { load }: Pick<FrozenPlan, 'load'>,
  contender: Pick<Contender, 'concurrency' | 'accountConcurrency' | 'furtherSteps'>,
): number {
  if (load.kind === 'closed') return contender.concurrency
  if (load.kind === 'sweep') return Math.max(...load.concurrencies)
  const bounds = [contender, ...contender.furtherSteps].flatMap(({ accountConcurrency }) => accountConcurrency ?? [])
  return Math.min(load.mostInFlight, ...bounds)
}

/** The stages of a load: a sweep has one for each concurrency, any other load has one. */
export function stageCount({ load }: Pick<FrozenPlan, 'load'>): number {
  return load.kind === 'sweep' ? load.concurrencies.length : 1
}

/** Whether a contender is asked a case. */
export function isAsked(contenderId: string, { skippedFor }: Pick<Case, 'skippedFor'>): boolean {
  return skippedFor === undefined || !skippedFor.includes(contenderId)
}

/** The cases that a contender is asked, in their order. */
export function casesOf<Asked extends Pick<Case, 'skippedFor'>>(contenderId: string, cases: readonly Asked[]): Asked[] {
  return cases.filter((asked) => isAsked(contenderId, asked))
}
