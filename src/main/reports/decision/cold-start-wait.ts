import type { ColdStartAnalysis } from '#shared/domain/analysis.ts'
import type { CriterionMeasure } from '#shared/domain/decision-evidence.ts'
import type { Traffic } from '#shared/domain/decision-settings.ts'
import { countText } from '#shared/units/count-text.ts'
import { formatDuration, formatMinutes } from '#shared/units/duration.ts'
import { measureFrom, unknownMeasure } from './measured.ts'

/** How the product of the two intervals was made. */
const METHOD = 'ends of the share that starts cold times those of what a cold start costs'

/**
 * What cold starts add to the wait for a picture, over all pictures, in milliseconds: what one costs × the share that starts cold after
 * the pause that was probed nearest to the user's × the share of pictures that come after one. Both ends are multiplied, so that the
 * interval is rather too wide. Where no probe started cold, its cost is not known: up to the upper end of the share it is taken to be
 * the highest that any contender of the trial has; where none has one, the wait is not known.
 * @param highestPenaltyMs of the trial's contenders; null where none started cold
 */
export function coldStartWait(
  coldStart: ColdStartAnalysis | null,
  { gapMinutes, shareAfterGap }: Traffic,
  highestPenaltyMs: number | null,
): CriterionMeasure {
  if (shareAfterGap === 0) {
    const evidence = {
      source: 'rated' as const,
      text: 'your traffic: no picture after a pause',
      method: null,
      priceVersion: null,
    }
    return { state: 'known', value: 0, low: 0, high: 0, spread: 'exact', count: null, evidence }
  }
  const gap = coldStart?.gaps.toSorted(
    (one, other) => distance(one.gapMs, gapMinutes) - distance(other.gapMs, gapMinutes),
  )[0]
  if (coldStart === null || gap === undefined) return unknownMeasure('the trial has no probes after idling')
  const { coldShare } = gap
  const evidence = {
    source: 'measured' as const,
    text: `${countText(gap.cold + gap.warm, 'probe')} after ${formatDuration(gap.gapMs)} of idling, for pauses of ${formatMinutes(gapMinutes)}`,
  }
  if (coldShare.state !== 'known') return measureFrom(coldShare, evidence)
  const { penaltyMs } = coldStart
  if (penaltyMs.state !== 'known' && coldShare.value > 0) return measureFrom(penaltyMs, evidence)
  const penalty =
    penaltyMs.state === 'known'
      ? penaltyMs
      : highestPenaltyMs === null
        ? null
        : { value: 0, low: 0, high: highestPenaltyMs }
  if (penalty === null) return unknownMeasure('no probe started cold, so what a cold start costs is not known')
  const product = (share: number, cost: number): number => Math.max(0, share * cost * shareAfterGap)
  return {
    state: 'known',
    value: product(coldShare.value, penalty.value),
    low: product(coldShare.low, penalty.low),
    high: product(coldShare.high, penalty.high),
    spread: 'sampling',
    count: gap.cold + gap.warm,
    evidence: { ...evidence, method: METHOD, priceVersion: null },
  }
}

/** How far apart two pauses are, as a proportion. */
function distance(gapMs: number, gapMinutes: number): number {
  return Math.abs(Math.log(Math.max(gapMs, 1) / Math.max(gapMinutes * 60_000, 1)))
}
