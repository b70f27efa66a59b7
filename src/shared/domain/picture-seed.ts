import type { FrozenPlan } from './plan.ts'
import { mixSeeds } from '../stats/random.ts'

/** The bit mask that keeps a picture seed within 0 to 2^31 − 1, which every provider takes. */
const SEED_MASK = 0x7fffffff

/** Keeps what is derived from a plan's seed for one purpose apart from what is derived for another. */
export const SEED_STREAM = {
  warmUp: 0x77617270,
  coldProbe: 0x636f6c64,
  arrivals: 0x61727276,
  seedCheck: 0x73656564,
} as const

/**
 * The same for all contenders, so that like is compared with like; independent of the order, and of the axes: what differs between two
 * cells of a matrix is what they ask and not their luck.
 */
export function pictureSeed(
  plan: Pick<FrozenPlan, 'seed' | 'seeds'>,
  { promptIndex, repeat }: { promptIndex: number; repeat: number },
): number {
  const parts = plan.seeds === 'per-repeat' ? [plan.seed, promptIndex, repeat] : [plan.seed, promptIndex]
  return mixSeeds(...parts) & SEED_MASK
}

/** Of a sample beside those that measure. */
export function sideSeed(plan: Pick<FrozenPlan, 'seed'>, stream: number, ...places: number[]): number {
  return mixSeeds(plan.seed, stream, ...places) & SEED_MASK
}
