import { z } from 'zod'
import { JudgeAnalysis } from '../domain/judge-analysis.ts'
import { JudgeEstimate } from '../domain/judge-estimate.ts'
import { JudgeTally } from '../domain/judge-tally.ts'
import { JudgeCall, JudgeDraft, JudgePair, JudgeRun, MOST_CALLS_AT_ONCE } from '../domain/judge.ts'
import { VoteQuestion } from '../domain/vote.ts'
import { Micros } from '../units/money.ts'
import { procedure } from './procedure.ts'

const byRun = z.strictObject({ runId: z.string() })
const byTrial = z.strictObject({ trialId: z.string() })

/** Where a run stands. */
export const JudgeSummary = JudgeTally.extend({ run: JudgeRun, accountName: z.string() })
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
  /** Goes on with a run that stands still, under another cap or with more or fewer calls at once: what was answered is not asked again. */
  resume: procedure
    .input(
      byRun.extend({
        capMicros: Micros.positive().optional(),
        concurrency: z.int().min(1).max(MOST_CALLS_AT_ONCE).optional(),
      }),
    )
    .output(byRun),
  /** Of a trial, the newest first. */
  list: procedure.input(byTrial).output(z.array(JudgeSummary)),
  show: procedure.input(byRun).output(JudgeSummary),
  rate: procedure.input(byRun.extend({ question: VoteQuestion })).output(JudgeAnalysis),
  /** Every call as it came, with the pairs. */
  calls: procedure
    .input(byRun)
    .output(z.strictObject({ run: JudgeRun, pairs: z.array(JudgePair), calls: z.array(JudgeCall) })),
}
