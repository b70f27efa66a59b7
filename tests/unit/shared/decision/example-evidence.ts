import type { CriterionMeasure, DecisionContender, DecisionEvidence } from '#shared/domain/decision-evidence.ts'
import type { BuiltInCriterion, DecisionSettings } from '#shared/domain/decision-settings.ts'
import type { PairRating } from '#shared/domain/rating.ts'
import { firstSettings } from '#shared/decision/scenarios.ts'

/** A figure that was sampled, with an interval of so much to either side. */
export function sampled(value: number, half: number, count = 180): Extract<CriterionMeasure, { state: 'known' }> {
  return {
    state: 'known',
    value,
    low: value - half,
    high: value + half,
    spread: half === 0 ? 'exact' : 'sampling',
    count,
    evidence: { source: 'measured', text: `${count} samples`, method: '95 % interval', priceVersion: null },
  }
}

export const unmeasured: Extract<CriterionMeasure, { state: 'unknown' }> = {
  state: 'unknown',
  low: null,
  high: null,
  reason: 'not reported',
  neededCount: null,
}

export type Figures = Partial<Record<BuiltInCriterion, CriterionMeasure>>

/** A contender that drew all of 180 pictures and of which nothing is known but what is given. */
export function contender(
  contenderId: string,
  figures: Figures,
  changes: Partial<DecisionContender> = {},
): DecisionContender {
  return {
    contenderId,
    name: contenderId.toUpperCase(),
    position: 0,
    kind: 'managed',
    asked: 180,
    succeeded: 180,
    failed: 0,
    refused: 0,
    pictures: 180,
    usable: 180,
    open: 0,
    coldPenaltyMs: { state: 'unknown', count: 0 },
    measures: {
      cost: unmeasured,
      latency: unmeasured,
      'cold-start': unmeasured,
      reliability: unmeasured,
      quality: unmeasured,
      catalogue: unmeasured,
      comfyui: unmeasured,
      jobs: unmeasured,
      documentation: unmeasured,
      errors: unmeasured,
      operations: unmeasured,
      'data-protection': unmeasured,
      ...figures,
    },
    ...changes,
  }
}

export function evidenceOf(contenders: DecisionContender[], pairs: PairRating[] = []): DecisionEvidence {
  return {
    trialId: 'trial-1',
    practice: true,
    seed: 7,
    imagesPerMonth: 50_000,
    contenders: contenders.map((each, position) => ({ ...each, position })),
    pairs,
    breakEvens: [],
  }
}

/** Reference points that no figure moves, for tests about something else. */
export const FIXED: DecisionSettings['references'] = {
  cost: { good: 1000, unacceptable: 100_000 },
  latency: { good: 1000, unacceptable: 100_000 },
  reliability: { good: 1, unacceptable: 0.9 },
  quality: { good: 1, unacceptable: 0 },
}

export function settingsOf(changes: Partial<DecisionSettings> = {}): DecisionSettings {
  return { ...firstSettings(), references: FIXED, ...changes }
}
