import type { ContenderDrift } from '#shared/domain/drift.ts'
import type { Estimate } from '#shared/domain/estimate.ts'
import { headlineOf, isInHeadline } from '#shared/domain/headline.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { drift, type DriftSample } from '#shared/stats/drift.ts'
import { percentileEstimate, PERCENTILES } from '#shared/stats/percentile.ts'
import { fingerprintOf } from '#shared/fairness/seed-pairs.ts'
import type { SeedHonesty } from '#shared/stats/seed-honesty.ts'
import { latencyObservations, splitByContender, wasTimed, type Lane } from './asked-samples.ts'
import { driftSentences } from './drift-sentences.ts'

/** Changes smaller than these are of no consequence to whoever chose a provider: a fifth of the time, a fiftieth of the price. */
export const SMALLEST_LATENCY_RATIO = 1.2
export const SMALLEST_PRICE_RATIO = 1.02

export interface TrialWithRows {
  trial: Trial
  rows: readonly SampleRow[]
}

/** What a repeat of a trial says about each contender since the first one. Pure: the same rows give the same numbers. */
export function compareRuns(baseline: TrialWithRows, repeat: TrialWithRows): ContenderDrift[] {
  const before = new Map(splitByContender(baseline.trial, baseline.rows).map((lane) => [lane.contender.id, lane]))
  return splitByContender(repeat.trial, repeat.rows).flatMap((lane) => {
    const { id, name, position } = lane.contender
    const first = before.get(id)
    if (first === undefined) return []
    const { latency, price, output } = drift(
      samplesOf(first, baseline.trial.plan),
      samplesOf(lane, repeat.trial.plan),
      {
        smallestLatencyRatio: SMALLEST_LATENCY_RATIO,
        smallestPriceRatio: SMALLEST_PRICE_RATIO,
        seed: repeat.trial.plan.seed,
      },
    )
    const found: Omit<ContenderDrift, 'changes'> = {
      contenderId: id,
      name,
      position,
      median: medianOf(lane, repeat.trial.plan),
      latency,
      price: {
        verdict: price.verdict,
        baselineMicros: rounded(price.baselineMicros),
        repeatMicros: rounded(price.repeatMicros),
        unknownChargeCount: price.unknownChargeCount,
      },
      output: { verdict: output.verdict, within: countAlike(output.within), across: countAlike(output.across) },
    }
    return [{ ...found, changes: driftSentences(found) }]
  })
}

function medianOf(lane: Lane, plan: FrozenPlan): Estimate {
  const values = latencyObservations(lane).map(({ value }) => value)
  return headlineOf(plan).kind === 'none'
    ? { state: 'mixed', count: values.length }
    : percentileEstimate(values, PERCENTILES.p50)
}

function samplesOf({ asked, promptOf }: Lane, plan: FrozenPlan): DriftSample[] {
  const headline = headlineOf(plan)
  return asked.map((row) => ({
    prompt: promptOf(row.caseIndex),
    asked: row.caseIndex,
    seed: row.seed,
    latencyMs: row.outcome === 'succeeded' && wasTimed(row) && isInHeadline(headline, row) ? row.latencyMs : null,
    chargeMicros: row.chargeMicros,
    pictures: [fingerprintOf(row)].filter((picture) => picture !== null),
  }))
}

function countAlike({ identical, near, different }: SeedHonesty): { alike: number; count: number } {
  return { alike: identical + near, count: identical + near + different }
}

function rounded(micros: number | null): number | null {
  return micros === null ? null : Math.round(micros)
}
