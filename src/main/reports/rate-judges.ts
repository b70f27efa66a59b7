import type { JudgeTally } from '#shared/domain/judge-tally.ts'
import type { JudgeCall, JudgePair, JudgeRun } from '#shared/domain/judge.ts'
import type { RatedJudge } from '#shared/domain/results.ts'
import { rateJudge } from '#shared/votes/rate-judge.ts'
import type { RatedTrial } from '#shared/votes/rate-trial.ts'

/** A run of a judge model with every call that is over. */
export interface AskedJudge {
  run: JudgeRun
  tally: JudgeTally
  pairs: readonly JudgePair[]
  calls: readonly JudgeCall[]
}

/** Those that were asked anything. @param trial with the votes of people, which only the agreement is taken from */
export function rateJudges(judges: readonly AskedJudge[], trial: RatedTrial): RatedJudge[] {
  return judges
    .filter(({ tally }) => tally.sentCalls > 0)
    .map(({ run, tally, pairs, calls }) => ({
      run,
      tally,
      analyses: run.questions.map((question) => rateJudge({ ...trial, pairs, calls }, question)),
    }))
}
