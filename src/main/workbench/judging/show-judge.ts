import type { JudgeSummary } from '#shared/contract/judge.ts'
import type { JudgeAnalysis } from '#shared/domain/judge-analysis.ts'
import type { JudgeCall, JudgePair, JudgeRun } from '#shared/domain/judge.ts'
import type { VoteQuestion } from '#shared/domain/vote.ts'
import { AssayError } from '#shared/errors.ts'
import { rateJudge } from '#shared/votes/rate-judge.ts'
import { accountName } from '../account-names.ts'
import type { WorkbenchContext } from '../context.ts'
import { noSuchTrial } from '../no-such-trial.ts'
import { readVotes } from '../read-votes.ts'

type Context = Pick<WorkbenchContext, 'ports' | 'store'>

/** @throws AssayError NOT_FOUND */
export function findRun(runId: string, { store }: Pick<Context, 'store'>): JudgeRun {
  const run = store.judges.get(runId)
  if (run === null) throw new AssayError('NOT_FOUND', `There is no judge "${runId}" in this data folder.`)
  return run
}

/** The newest first. @throws AssayError NOT_FOUND */
export function listJudges(trialId: string, { store }: Pick<Context, 'store'>): JudgeSummary[] {
  if (store.trials.get(trialId) === null) throw noSuchTrial(trialId)
  return store.judges.ofTrial(trialId).map((run) => summaryOf(run, { store }))
}

/** @throws AssayError NOT_FOUND */
export function showJudge(runId: string, context: Pick<Context, 'store'>): JudgeSummary {
  return summaryOf(findRun(runId, context), context)
}

/** @throws AssayError NOT_FOUND */
export function rateJudgeRun(
  { runId, question }: { runId: string; question: VoteQuestion },
  context: Context,
): JudgeAnalysis {
  const { store } = context
  const { trialId } = findRun(runId, context)
  const { votes, contenderIds, promptOf } = readVotes(trialId, context)
  const [pairs, calls] = [store.judges.pairs(runId), store.judgeCalls.ofRun(runId)]
  return rateJudge({ pairs, calls, votes, contenderIds, promptOf }, question)
}

/** @throws AssayError NOT_FOUND */
export function judgeCalls(
  runId: string,
  context: Pick<Context, 'store'>,
): { run: JudgeRun; pairs: JudgePair[]; calls: JudgeCall[] } {
  const { store } = context
  return { run: findRun(runId, context), pairs: store.judges.pairs(runId), calls: store.judgeCalls.ofRun(runId) }
}

function summaryOf(run: JudgeRun, { store }: Pick<Context, 'store'>): JudgeSummary {
  return { run, accountName: accountName(run.account, { store }), ...store.judgeTally(run) }
}
