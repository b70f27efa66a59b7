import type { PlannedSample } from '#shared/domain/plan.ts'

/**
 * The samples of an open loop that are left, due as far apart as they were: in each block the first of them is due at once. Without
 * this, all that should have come before a pause would come at the same moment after it.
 */
export function rebaseArrivals(samples: readonly PlannedSample[]): PlannedSample[] {
  const firstMs = new Map<number, number>()
  for (const { block, arrivalMs } of samples) {
    if (arrivalMs !== null) firstMs.set(block, Math.min(arrivalMs, firstMs.get(block) ?? Infinity))
  }
  return samples.map((sample) =>
    sample.arrivalMs === null ? sample : { ...sample, arrivalMs: sample.arrivalMs - (firstMs.get(sample.block) ?? 0) },
  )
}
