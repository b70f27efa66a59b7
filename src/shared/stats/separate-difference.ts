import type { Estimate } from '../domain/estimate.ts'

type KnownEstimate = Extract<Estimate, { state: 'known' }>

/**
 * How far apart two figures of separate samples are, `first` less `second`, in their unit, with a 95 % interval made of both of theirs
 * (MOVER, the method of variance estimates recovery): d − √((v₁ − l₁)² + (u₂ − v₂)²) to d + √((u₁ − v₁)² + (v₂ − l₂)²).
 * Source: Zou & Donner, Statistics in Medicine 27 (2008) 1693–1702; of two shares it is Newcombe’s method 10.
 * @param options.neededCount from which on such a figure has an interval
 * @returns `count` is that of the smaller sample; not known where one of them is not; `too-few` where one has no interval (`exact`)
 */
export function recoveredDifference(first: Estimate, second: Estimate, options: { neededCount: number }): Estimate {
  const missing = missingOf(first, second)
  if (missing !== null) return missing
  const [one, other] = [first as KnownEstimate, second as KnownEstimate]
  const count = Math.min(one.count, other.count)
  if (one.method === 'exact' || other.method === 'exact') return { state: 'too-few', count, ...options }
  const value = one.value - other.value
  return {
    state: 'known',
    value,
    low: value - Math.hypot(one.value - one.low, other.high - other.value),
    high: value + Math.hypot(one.high - one.value, other.value - other.low),
    count,
    method: one.method,
  }
}

/**
 * The same with the ends subtracted, `first.low − second.high` to `first.high − second.low`: it leaves out 0 just where the two intervals
 * do not touch, is wider than need be, and takes nothing for granted about intervals that stand far from their values, as those of a
 * percentile do.
 * Source: Schenker & Gentleman, The American Statistician 55 (2001) 182–186, on intervals that overlap.
 */
export function subtractedDifference(first: Estimate, second: Estimate): Estimate {
  const missing = missingOf(first, second)
  if (missing !== null) return missing
  const [one, other] = [first as KnownEstimate, second as KnownEstimate]
  return {
    state: 'known',
    value: one.value - other.value,
    low: one.low - other.high,
    high: one.high - other.low,
    count: Math.min(one.count, other.count),
    method: one.method,
  }
}

/** Why there is no difference: what is wrong with the one that is not known, of two the one with the smaller count. */
function missingOf(first: Estimate, second: Estimate): Estimate | null {
  const [missing] = [first, second]
    .filter(({ state }) => state !== 'known')
    .toSorted((left, right) => left.count - right.count)
  return missing ?? null
}
