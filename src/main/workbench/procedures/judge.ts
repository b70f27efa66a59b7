import { judgeAccounts } from '../judging/open-judge.ts'
import { estimateJudge, resumeJudge, startJudge, stopJudge } from '../judging/start-judge.ts'
import { judgeCalls, listJudges, rateJudgeRun, showJudge } from '../judging/show-judge.ts'
import { procedures } from './base.ts'

export const judge = {
  accounts: procedures.judge.accounts.handler(({ context }) => judgeAccounts(context)),
  estimate: procedures.judge.estimate.handler(({ input, context }) => estimateJudge(input, context)),
  start: procedures.judge.start.handler(async ({ input, context }) => ({ runId: await startJudge(input, context) })),
  stop: procedures.judge.stop.handler(({ input, context }) => ({ stopping: stopJudge(input, context) })),
  resume: procedures.judge.resume.handler(async ({ input, context }) => {
    await resumeJudge(input, context)
    return { runId: input.runId }
  }),
  list: procedures.judge.list.handler(({ input, context }) => listJudges(input.trialId, context)),
  show: procedures.judge.show.handler(({ input, context }) => showJudge(input.runId, context)),
  rate: procedures.judge.rate.handler(({ input, context }) => rateJudgeRun(input, context)),
  calls: procedures.judge.calls.handler(({ input, context }) => judgeCalls(input.runId, context)),
}
