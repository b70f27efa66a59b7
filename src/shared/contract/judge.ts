import { z } from 'zod'
import { JudgeAnalysis } from '../domain/judge-analysis.ts'
import { JudgeEstimate } from '../domain/judge-estimate.ts'
import { JudgeCall, JudgeDraft, JudgePair, JudgeRun } from '../domain/judge.ts'
import { VoteQuestion } from '../domain/vote.ts'
import { Micros } from '../units/money.ts'
import { procedure } from './procedure.ts'

const byRun = z.strictObject({ runId: z.string() })
const byTrial = z.strictObject({ trialId: z.string() })

/** Where a run stands. */
export const JudgeSummary = z.strictObject({
  run: JudgeRun,
  accountName: z.string(),
  /** Pairs that were planned, and of these those that were asked every question in both orders. */
  plannedPairs: z.int(),
  judgedPairs: z.int(),
  plannedCalls: z.int(),
  /** Calls that are over for good; one that failed is asked again and not among them. */
  answeredCalls: z.int(),
  /** Requests that were sent, failures among them. */
  sentCalls: z.int(),
  /** What is known of its cost, and of how many requests nobody told. */
  knownMicros: Micros,
  unknownCount: z.int(),
  /** What counts against its cap: what is known, and the worst case of what is not or is in flight. */
  countedMicros: Micros,
})
export type JudgeSummary = z.infer<typeof JudgeSummary>

/** Judge models: asked the pairs that people are asked, and always told apart from people. */
export const judge = {
  /** The accounts that a judge can be asked through. */
  accounts: procedure.output(z.array(z.strictObject({ account: z.string(), name: z.string() }))),
  estimate: procedure.input(JudgeDraft.omit({ capMicros: true })).output(JudgeEstimate),
  /** Refused where nothing bounds a call, where there is no pair, and while a trial is measured. */
  start: procedure.input(JudgeDraft).output(byRun),
  /** Asks nothing more; what is in flight ends, or is given up, which may be billed all the same. */
  stop: procedure
    .input(byRun.extend({ giveUp: z.boolean().default(false) }))
    .output(z.strictObject({ stopping: z.boolean() })),
  /** Goes on with a run that stands still: what was answered is not asked again. @param capMicros another cap, where it is to be raised */
  resume: procedure.input(byRun.extend({ capMicros: Micros.positive().optional() })).output(byRun),
  /** Of a trial, the newest first. */
  list: procedure.input(byTrial).output(z.array(JudgeSummary)),
  show: procedure.input(byRun).output(JudgeSummary),
  rate: procedure.input(byRun.extend({ question: VoteQuestion })).output(JudgeAnalysis),
  /** Every call as it came, with the pairs. */
  calls: procedure
    .input(byRun)
    .output(z.strictObject({ run: JudgeRun, pairs: z.array(JudgePair), calls: z.array(JudgeCall) })),
}
