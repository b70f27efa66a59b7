import type { Estimate, LatencyPercentiles } from './analysis.ts'
import { describeLoad, type LoadedPlan } from './describe-load.ts'
import type { FrozenPlan } from './plan.ts'

/** The samples that a trial's headline latency is of. */
export type Headline = { kind: 'all' } | { kind: 'stage'; stage: number; concurrency: number } | { kind: 'none' }

/**
 * Which samples may stand behind one latency. A percentile is that of a load; over samples that met different loads it is that of
 * none, and moves with how many of each there are.
 * - closed or open loop: all of them, the load is the same throughout.
 * - sweep: its stage with the fewest in flight, the nearest to what the service does when nothing else is asked of it. All stages
 *   stand beside each other in a table of their own.
 * - ramp: none. Its rate changes with each sample, so that no part of it is one load; what it shows is when the service gives way.
 */
export function headlineOf({ load }: Pick<FrozenPlan, 'load'>): Headline {
  if (load.kind === 'ramp') return { kind: 'none' }
  if (load.kind !== 'sweep') return { kind: 'all' }
  const concurrency = Math.min(...load.concurrencies)
  return { kind: 'stage', stage: load.concurrencies.indexOf(concurrency), concurrency }
}

/** The loop that the headline latencies were measured in, as it stands beside each: `closed loop, 3 in flight`, `sweep 1/4, latencies at 1 in flight`. */
export function describeHeadline(plan: LoadedPlan): string {
  const load = describeLoad(plan)
  const headline = headlineOf(plan)
  if (headline.kind === 'all') return load
  return headline.kind === 'stage'
    ? `${load}, latencies at ${headline.concurrency} in flight`
    : `${load}: no one load, so no one latency`
}

/** Whether a sample is one of them; of a ramp, all are looked at, and none stands as a headline. */
export function isInHeadline(headline: Headline, { stage }: { stage: number }): boolean {
  return headline.kind !== 'stage' || stage === headline.stage
}

/** In the place of percentiles that would be of no one load. */
export function mixedPercentiles(count: number): LatencyPercentiles {
  const mixed: Estimate = { state: 'mixed', count }
  return { p50: mixed, p90: mixed, p95: mixed, p99: mixed }
}
