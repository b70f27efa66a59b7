import type { AskedJudge } from '../rate-judges.ts'
import {
  BUNDLE_TEXTS,
  type BundleJudges,
  type BundleMeasures,
  type BundleTallies,
  type BundleVotes,
} from '#shared/domain/bundle.ts'
import type { Mark } from '#shared/domain/mark.ts'
import type { ContenderStep } from '#shared/domain/plan.ts'
import type { Sitting } from '#shared/domain/sitting.ts'
import type { Trial } from '#shared/domain/trial.ts'

/** What the parts of a bundle are made from, besides its report. */
export interface BundleParts {
  trial: Trial
  sittings: readonly Sitting[]
  marks: readonly Mark[]
  votes: BundleVotes
  judges: readonly AskedJudge[]
  measures: BundleMeasures
  tallies: BundleTallies
}

/** The parts of a bundle by the names of their files. What stands in `results.json` as well is here for whoever looks for it. */
export function bundleTexts({
  trial,
  sittings,
  marks,
  votes,
  judges,
  measures,
  tallies,
}: BundleParts): Map<string, string> {
  const written: BundleJudges = judges.map(({ run, tally, pairs, calls }) => ({
    run,
    tally,
    pairs: [...pairs],
    calls: [...calls],
  }))
  const { sessions, votes: given } = votes
  return new Map(
    [
      [BUNDLE_TEXTS.plan, trial.plan] as const,
      [BUNDLE_TEXTS.prices, pricesOf(trial)] as const,
      [BUNDLE_TEXTS.environment, trial.environment] as const,
      [BUNDLE_TEXTS.calibration, trial.calibration] as const,
      [BUNDLE_TEXTS.sittings, sittings] as const,
      [BUNDLE_TEXTS.marks, marks] as const,
      [BUNDLE_TEXTS.measures, measures] as const,
      [BUNDLE_TEXTS.tallies, tallies] as const,
      [BUNDLE_TEXTS.votes, { sessions, votes: given }] as const,
      [BUNDLE_TEXTS.judges, written] as const,
    ].map(([name, value]) => [name, `${JSON.stringify(value, null, 2)}\n`]),
  )
}

/** The price that each step was costed with, with its source and day. null: none is known. `step`: from 1. */
function pricesOf({ plan }: Trial): object[] {
  return plan.contenders.flatMap(({ furtherSteps, ...contender }) =>
    [contender, ...furtherSteps].map(({ providerId, modelId, price }: Omit<ContenderStep, never>, index) => ({
      contenderId: contender.id,
      step: index + 1,
      providerId,
      modelId,
      price,
    })),
  )
}
