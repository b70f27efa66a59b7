import type { ContenderAnalysis, MedianRatio } from '#shared/domain/analysis.ts'
import { medianRatio } from '#shared/stats/median-ratio.ts'
import type { Observation } from '#shared/stats/paired-medians.ts'
import { latencyObservations, type Lane } from './asked-samples.ts'

/** How many times as long each contender takes as the next faster one, by median latency and paired by prompt. */
export function compareNeighbours(
  lanes: readonly Lane[],
  analyses: readonly ContenderAnalysis[],
  options: { seed: number },
): MedianRatio[] {
  const ranked = analyses
    .flatMap(({ contenderId, latency: { p50 } }) =>
      p50.state === 'known' ? [{ contenderId, medianMs: p50.value }] : [],
    )
    .toSorted((left, right) => left.medianMs - right.medianMs)
  return ranked.slice(1).map((slower, index) => {
    const { contenderId: fasterId } = ranked[index] as (typeof ranked)[number]
    const ratio = medianRatio(observations(lanes, slower.contenderId), observations(lanes, fasterId), options)
    return { fasterId, slowerId: slower.contenderId, ratio }
  })
}

function observations(lanes: readonly Lane[], contenderId: string): Observation[] {
  const lane = lanes.find(({ contender }) => contender.id === contenderId)
  return lane === undefined ? [] : latencyObservations(lane)
}
