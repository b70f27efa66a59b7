import { median, medianAbsoluteDeviation } from 'simple-statistics'

/** A warm sample is taken for a cold one at most this often. */
const LARGEST_ERROR = 0.05
/** Beyond so many standard deviations a value is an outlier; the strictest of the usual choices (2, 2.5, 3). */
const DEVIATIONS = 3
/** Of a normal law, the standard deviation is so many times the median absolute deviation. */
const DEVIATION_PER_MAD = 1.4826

/** From 19 on the largest of the warm ones, with an error of 1/20, is enough. */
export const NEEDED_WARM = Math.ceil(1 / LARGEST_ERROR) - 1

export interface ColdRule {
  /** A latency above it is a cold one, where the provider does not say. */
  limitMs: number
  warmCount: number
  /** How often, at most, one further warm latency lies above the limit. */
  falsePositiveRate: number
}

/** One request sent after the contender had been left idle. */
export interface ColdProbe {
  /** For how long nothing had been asked of it. */
  gapMs: number
  latencyMs: number
  /** What the provider says: that it was a cold start, or that it was not; null where it says nothing. */
  reportedCold: boolean | null
  /** How long it waited before it was drawn, as the provider reports it; null where it does not. */
  reportedQueueMs: number | null
}

export type ColdState = 'cold' | 'warm' | 'unknown'

/**
 * The limit above which a latency is taken for a cold start, of what the same contender needed when it was warm. Both must be exceeded:
 * - the one-sided 95 % prediction bound for one further warm latency, the r-th smallest of n with r = ⌈0.95 (n + 1)⌉: exceeded by
 *   a warm one with the chance (n + 1 − r) / (n + 1), whatever the law (`falsePositiveRate`). At 19 that is the largest of them;
 *   with more, single stragglers among the warm ones no longer set the limit.
 *   Source: Hahn, Meeker & Escobar, Statistical Intervals, 2nd edition, section 5.4.
 * - the median plus three times 1.4826 · MAD, so that one twentieth of warm ones is not called cold where they lie close together:
 *   simulated with 40 warm ones, one in 200 remains of normal latencies, one in 50 of log-normal ones (deviation 0.25).
 *   Source: Leys et al., Journal of Experimental Social Psychology 49 (2013) 764–766.
 * @param warmLatenciesMs in any order; not changed
 * @returns null for fewer than `NEEDED_WARM`
 */
export function coldRule(warmLatenciesMs: readonly number[]): ColdRule | null {
  const warmCount = warmLatenciesMs.length
  if (warmCount < NEEDED_WARM) return null
  const ascending = Float64Array.from(warmLatenciesMs).sort()
  // 0.95 is a little more in binary, and 0.95 · 20 is 19.
  const rank = Math.ceil((1 - LARGEST_ERROR) * (warmCount + 1) - 1e-9)
  const spread = DEVIATION_PER_MAD * medianAbsoluteDeviation([...warmLatenciesMs])
  return {
    limitMs: Math.max(ascending[rank - 1] as number, median([...warmLatenciesMs]) + DEVIATIONS * spread),
    warmCount,
    falsePositiveRate: (warmCount + 1 - rank) / (warmCount + 1),
  }
}

/**
 * Whether a probe met a cold contender. What the provider says comes first. Where it says nothing, a latency up to the limit is
 * warm, and one above it is cold; but where the provider reports the wait before drawing and the rest alone still exceeds the
 * limit, it was the drawing that was slow, which a cold start need not explain: unknown.
 * @param rule null where there were too few warm latencies: what the provider does not say is then unknown
 */
export function classifyProbe(probe: ColdProbe, rule: ColdRule | null): ColdState {
  if (probe.reportedCold !== null) return probe.reportedCold ? 'cold' : 'warm'
  if (rule === null) return 'unknown'
  if (probe.latencyMs <= rule.limitMs) return 'warm'
  const drawnMs = probe.latencyMs - (probe.reportedQueueMs ?? probe.latencyMs)
  return drawnMs > rule.limitMs ? 'unknown' : 'cold'
}
