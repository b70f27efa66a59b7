import type { ContenderAnalysis, TrialAnalysis } from '#shared/domain/analysis.ts'
import type {
  CheaperFrom,
  CriterionMeasure,
  DecisionContender,
  DecisionEvidence,
} from '#shared/domain/decision-evidence.ts'
import type { DecisionSettings } from '#shared/domain/decision-settings.ts'
import type { Contender } from '#shared/domain/plan.ts'
import type { RatingAnalysis } from '#shared/domain/rating.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { assumptionsOf } from '#shared/economics/assumptions-of.ts'
import { breakEven } from '#shared/economics/break-even.ts'
import { costBasisOf } from '#shared/economics/cost-basis-of.ts'
import { prepareSetting, type MonthSetting } from '#shared/economics/month-setting.ts'
import { countText } from '#shared/units/count-text.ts'
import { coldStartWait } from './cold-start-wait.ts'
import { costAtVolume } from './cost-at-volume.ts'
import { describedLevels, type ProviderFacts } from './described-levels.ts'
import { measureFrom, unknownMeasure } from './measured.ts'

/** What is asked of a trial for a decision on it. */
export interface DecisionSources {
  trial: Trial
  analysis: TrialAnalysis
  /** What blind votes of people say, question by question; that on which picture is preferred counts. */
  ratings: readonly RatingAnalysis[]
  /** Those of the trial's contenders. */
  providers: readonly ProviderFacts[]
}

/** What a decision on a trial rests on, at the volume and traffic that the user has set. */
export function gatherDecisionEvidence(
  { trial, analysis, ratings, providers }: DecisionSources,
  { imagesPerMonth, traffic, costs }: Pick<DecisionSettings, 'imagesPerMonth' | 'traffic' | 'costs'>,
): DecisionEvidence {
  const setting = prepareSetting(assumptionsOf({ costs, imagesPerMonth }))
  const rating = ratings.find(({ question }) => question === 'preferred') ?? null
  const penalties = analysis.contenders.flatMap(({ coldStart }) =>
    coldStart?.penaltyMs.state === 'known' ? coldStart.penaltyMs.high : [],
  )
  const highestPenaltyMs = penalties.length === 0 ? null : Math.max(...penalties)
  return {
    trialId: trial.id,
    practice: trial.practice,
    seed: trial.plan.seed,
    imagesPerMonth,
    contenders: trial.plan.contenders.map((contender): DecisionContender => {
      const own = analysisOf(contender, analysis)
      const { asked, succeeded, failed, refused, gates, coldStart } = own
      return {
        contenderId: contender.id,
        name: contender.name,
        position: contender.position,
        kind: contender.kind,
        asked,
        succeeded,
        failed,
        refused,
        pictures: gates.pictures,
        usable: gates.usable,
        open: gates.open,
        coldPenaltyMs: coldStart?.penaltyMs ?? { state: 'unknown', count: 0 },
        measures: {
          cost: costAtVolume(contender, own, setting),
          latency: measureFrom(own.latency.p95, {
            source: 'measured',
            text: `${countText(own.latency.p95.count, 'sample')}, ${analysis.headline}`,
          }),
          'cold-start': coldStartWait(coldStart, traffic, highestPenaltyMs),
          reliability: measureFrom(own.successRate, {
            source: 'measured',
            text: `${countText(succeeded, 'picture')} and ${countText(failed, 'failure')}`,
          }),
          quality: preferenceOf(contender.id, rating),
          ...describedLevels(contender, providers),
          documentation: unknownMeasure(UNRATED),
          errors: unknownMeasure(UNRATED),
          'data-protection': unknownMeasure(UNRATED),
        },
      }
    }),
    pairs: rating?.groups.flatMap(({ pairs }) => pairs) ?? [],
    breakEvens: breakEvensOf(trial, analysis, setting),
  }
}

/** Where machines become cheaper than a managed API and stay so. */
function breakEvensOf({ plan }: Trial, analysis: TrialAnalysis, setting: MonthSetting): CheaperFrom[] {
  const bases = plan.contenders.map((contender) => costBasisOf(contender, analysisOf(contender, analysis)))
  const machines = bases.filter(({ billing }) => billing.by === 'machine')
  const managed = bases.filter(({ billing }) => billing.by !== 'machine')
  return machines.flatMap((own) =>
    managed.flatMap((other) => {
      const found = breakEven(own, other, setting)
      return found.state === 'from' && found.from !== null
        ? { cheaperAboveId: own.id, cheaperBelowId: other.id, imagesPerMonth: found.from }
        : []
    }),
  )
}

const UNRATED = 'nobody has rated it'

function analysisOf({ id }: Contender, { contenders, trialId }: TrialAnalysis): ContenderAnalysis {
  const own = contenders.find(({ contenderId }) => contenderId === id)
  if (own === undefined) throw new Error(`The analysis of ${trialId} lacks the contender ${id}.`)
  return own
}

/**
 * How often a contender is preferred to the others that votes connect it with. Shares of groups that no vote connects can't be held
 * against each other: only the largest group counts, the first of several.
 */
function preferenceOf(contenderId: string, rating: RatingAnalysis | null): CriterionMeasure {
  if (rating === null) return unknownMeasure('nobody has voted')
  const largest = Math.max(0, ...rating.groups.map(({ contenders }) => contenders.length))
  const group = rating.groups.find(({ contenders }) => contenders.length === largest)
  const own = group?.contenders.find((rated) => rated.contenderId === contenderId)
  if (own === undefined || largest < 2) return unknownMeasure('no vote connects it with the others')
  const reviewers = countText(rating.reviewers.length, 'reviewer')
  return measureFrom(own.preferred, {
    source: 'votes',
    text: `${countText(rating.voteCount, 'vote')} of ${reviewers} on ${countText(rating.promptCount, 'prompt')}`,
  })
}
