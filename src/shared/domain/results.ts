import { z } from 'zod'
import { TrialAnalysis } from './analysis.ts'
import { DecisionEvaluation } from './decision-evaluation.ts'
import { DecisionEvidence } from './decision-evidence.ts'
import { KeptDecision } from './decision-settings.ts'
import { JudgeAnalysis } from './judge-analysis.ts'
import { JudgeTally } from './judge-tally.ts'
import { JudgeRun } from './judge.ts'
import { Mark } from './mark.ts'
import { RatingAnalysis } from './rating.ts'
import { ReportEconomics } from './report-economics.ts'
import { SampleRow } from './sample-row.ts'
import { Trial } from './trial.ts'
import { TrialChecks } from './trial-checks.ts'

/** How far a run of a judge model came, what it cost, and what it says on each question that it was asked. */
export const RatedJudge = z.strictObject({
  run: JudgeRun,
  tally: JudgeTally,
  analyses: z.array(JudgeAnalysis),
})
export type RatedJudge = z.infer<typeof RatedJudge>

/**
 * `results.json`. Its JSON Schema is printed by `assay report --schema`. Times are in milliseconds and money in integer micro-dollars,
 * as the names say; null is "not known" or "did not happen", never 0.
 */
export const Results = z.strictObject({
  format: z.literal('assay-results'),
  version: z.literal(1).describe('of the layout; a reader checks it before the rest'),
  trial: Trial.describe('with its frozen plan: contenders, prices, prompts'),
  analysis: TrialAnalysis,
  checks: TrialChecks.describe('what was measured in the pictures'),
  ratings: z.array(RatingAnalysis).describe('what blind votes say, by question'),
  judges: z.array(RatedJudge).describe('what judge models say, by run; never part of the ratings'),
  decision: KeptDecision.extend({ evidence: DecisionEvidence, evaluation: DecisionEvaluation }).describe(
    'the settings that are kept with the trial, what they come to, and what that rests on',
  ),
  economics: ReportEconomics.describe('what months cost, and under which assumptions'),
  marks: z.array(Mark).describe('by sample'),
  rows: z.array(SampleRow).describe('every sample that has ended'),
})
export type Results = z.infer<typeof Results>

/** JSON Schema of what is written, draft 2020-12: that of the output, in which every default is filled in. */
export function resultsSchema(): object {
  return z.toJSONSchema(Results, { io: 'output' })
}
