import type { ContenderAnalysis, Estimate } from '#shared/domain/analysis.ts'
import type { Trial } from '#shared/domain/trial.ts'
import type { Lane } from '../asked-samples.ts'

export type KnownEstimate = Extract<Estimate, { state: 'known' }>

/** What findings are composed from: one contender's samples beside its numbers. */
export interface Evidence {
  name: string
  lane: Lane
  analysis: ContenderAnalysis
}

export interface TrialEvidence {
  trial: Trial
  contenders: Evidence[]
}

/** Contenders for which a figure is known, smallest first. */
export function rankBy(
  contenders: readonly Evidence[],
  figure: (analysis: ContenderAnalysis) => Estimate,
): { contender: Evidence; estimate: KnownEstimate }[] {
  return contenders
    .flatMap((contender) => {
      const estimate = figure(contender.analysis)
      return estimate.state === 'known' ? [{ contender, estimate }] : []
    })
    .toSorted((left, right) => left.estimate.value - right.estimate.value)
}
