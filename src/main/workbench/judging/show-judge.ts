import { bundleOfJudge } from '#main/store/bundle/bundle-reader.ts'
import type { JudgeSummary } from '#shared/contract/judge.ts'
import type { JudgeAnalysis } from '#shared/domain/judge-analysis.ts'
import type { JudgeCall, JudgePair, JudgeRun } from '#shared/domain/judge.ts'
import type { VoteQuestion } from '#shared/domain/vote.ts'
import { AssayError } from '#shared/errors.ts'
import { rateJudge } from '#shared/votes/rate-judge.ts'
import { accountName } from '../account-names.ts'
import type { WorkbenchContext } from '../context.ts'
import { evidenceOf, type EvidenceSources, type JudgeEvidence } from '../evidence.ts'
import { readRatedVotes } from '../read-votes.ts'

type Context = Pick<WorkbenchContext, 'ports' | 'store'>

/** @throws AssayError NOT_FOUND */
export function findRun(runId: string, { store }: Pick<Context, 'store'>): JudgeRun {
  const run = store.judges.get(runId)
  if (run === null) throw noSuchJudge(runId)
  return run
}

/** The newest first. @throws AssayError NOT_FOUND */
export function listJudges(trialId: string, context: EvidenceSources): JudgeSummary[] {
  return evidenceOf(trialId, context)
    .judges()
    .map((judge) => summaryOf(judge, context))
}

/** @throws AssayError NOT_FOUND */
export function showJudge(runId: string, context: EvidenceSources): JudgeSummary {
  return summaryOf(readJudge(runId, context), context)
}

/** @throws AssayError NOT_FOUND */
export function rateJudgeRun(
  { runId, question }: { runId: string; question: VoteQuestion },
  context: EvidenceSources,
): JudgeAnalysis {
  const { run, pairs, calls } = readJudge(runId, context)
  const { votes, contenderIds, promptOf } = readRatedVotes(run.trialId, context)
  return rateJudge({ pairs: pairs(), calls: calls(), votes, contenderIds, promptOf }, question)
}

/** @throws AssayError NOT_FOUND */
export function judgeCalls(
  runId: string,
  context: EvidenceSources,
): { run: JudgeRun; pairs: JudgePair[]; calls: JudgeCall[] } {
  const { run, pairs, calls } = readJudge(runId, context)
  return { run, pairs: pairs(), calls: calls() }
}

/** One that is only read: it may be in a bundle. */
function readJudge(runId: string, context: EvidenceSources): JudgeEvidence {
  const trialId = bundleOfJudge(runId) ?? findRun(runId, context).trialId
  const judge = evidenceOf(trialId, context)
    .judges()
    .find(({ run }) => run.id === runId)
  if (judge === undefined) throw noSuchJudge(runId)
  return judge
}

function noSuchJudge(runId: string): AssayError {
  return new AssayError('NOT_FOUND', `There is no judge "${runId}" in this data folder.`)
}

function summaryOf({ run, tally }: JudgeEvidence, { store }: Pick<Context, 'store'>): JudgeSummary {
  return { run, accountName: accountName(run.account, { store }), ...tally }
}
