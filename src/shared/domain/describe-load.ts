import type { Contender, FrozenPlan } from './plan.ts'

/** What of a plan says how its samples follow one another. */
export type LoadedPlan = Pick<FrozenPlan, 'load'> & { contenders: readonly Pick<Contender, 'concurrency'>[] }

/**
 * The loop that a plan's latencies were measured in, as it stands beside them: `closed loop, 3 in flight`, `open loop, Poisson, 30 a
 * minute`, `sweep 1/2/4/8`. A latency without it means little: a closed loop slows down with what it measures.
 */
export function describeLoad({ load, contenders }: LoadedPlan): string {
  if (load.kind === 'closed')
    return `closed loop, ${inFlightText(contenders.map(({ concurrency }) => concurrency))} in flight`
  if (load.kind === 'sweep') return `sweep ${load.concurrencies.join('/')}`
  return load.kind === 'open'
    ? `open loop, ${ARRIVALS[load.arrivals]}, ${load.perMinute} a minute`
    : `ramp, ${ARRIVALS[load.arrivals]}, ${load.fromPerMinute} to ${load.toPerMinute} a minute`
}

/** Whether samples are due at given times, so that what a caller waits differs from what the service needs. */
export function isOpenLoad({ load }: Pick<FrozenPlan, 'load'>): boolean {
  return load.kind === 'open' || load.kind === 'ramp'
}

const ARRIVALS = { constant: 'evenly spaced', poisson: 'Poisson' } as const

function inFlightText(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  return least === most ? String(least) : `${least} to ${most}`
}
