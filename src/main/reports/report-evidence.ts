import type { ContenderAnalysis, TrialAnalysis } from '#shared/domain/analysis.ts'
import type { ReportOptions } from '#shared/domain/report.ts'
import type { KeptDecision } from '#shared/domain/decision-settings.ts'
import type { Mark } from '#shared/domain/mark.ts'
import type { RatingAnalysis } from '#shared/domain/rating.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Sitting } from '#shared/domain/sitting.ts'
import type { ContenderChecks, TrialChecks } from '#shared/domain/trial-checks.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { splitByContender, type Lane } from './asked-samples.ts'
import type { PictureGrid } from './choose-pictures.ts'
import type { RatedJudge } from '#shared/domain/results.ts'
import type { DecidedTrial } from './decision/decide-trial.ts'
import type { ReportEconomics } from '#shared/domain/report-economics.ts'
import type { ReportPicture } from './reduce-pictures.ts'

/** All that the sections of a report draw on. */
export interface ReportEvidence {
  trial: Trial
  /** In their order; empty where none was written down. */
  sittings: readonly Sitting[]
  analysis: TrialAnalysis
  checks: TrialChecks
  /** In the order of the plan. */
  contenders: ReportContender[]
  grid: PictureGrid
  pictures: ReadonlyMap<string, ReportPicture>
  /** Those that came with the prompts of the grid. */
  givenPictures: ReadonlyMap<string, ReportPicture>
  /** Of samples that stand, in the order sent. */
  marks: readonly Mark[]
  /** Of blind votes, by question; empty where there are none. */
  ratings: readonly RatingAnalysis[]
  /** Runs of judge models that were asked anything, the newest first. */
  judges: readonly RatedJudge[]
  decision: ReportDecision
  economics: ReportEconomics
  options: ReportOptions
}

/** The settings that are kept with the trial, what they come to, and what that rests on. */
export type ReportDecision = KeptDecision & DecidedTrial

export interface ReportContender extends Lane<SampleRow> {
  analysis: ContenderAnalysis
  pictureChecks: ContenderChecks
}

export function gatherEvidence({
  rows,
  ...given
}: Omit<ReportEvidence, 'contenders'> & { rows: readonly SampleRow[] }): ReportEvidence {
  const { trial, analysis, checks } = given
  const contenders = splitByContender(trial, rows).map((lane) => {
    const own = analysis.contenders.find((candidate) => candidate.contenderId === lane.contender.id)
    if (own === undefined) throw new Error(`The analysis of ${trial.id} lacks the contender ${lane.contender.id}.`)
    const pictureChecks = checks.contenders.find((candidate) => candidate.contenderId === lane.contender.id)
    if (pictureChecks === undefined)
      throw new Error(`The checks of ${trial.id} lack the contender ${lane.contender.id}.`)
    return { ...lane, analysis: own, pictureChecks }
  })
  return { ...given, contenders }
}

/** Best first by a number; those without one last, in the order of the plan. */
export function bestFirst(
  contenders: readonly ReportContender[],
  figure: (analysis: ContenderAnalysis) => ContenderAnalysis['successRate'],
): ReportContender[] {
  const value = ({ analysis }: ReportContender): number => {
    const estimate = figure(analysis)
    return estimate.state === 'known' ? estimate.value : Infinity
  }
  return contenders.toSorted((left, right) => {
    const [one, other] = [value(left), value(right)]
    return one === other ? left.contender.position - right.contender.position : one - other
  })
}
