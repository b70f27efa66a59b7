import { createHash } from 'node:crypto'
import { givenPicture } from '#shared/domain/given-picture.ts'
import type { JudgeEstimate } from '#shared/domain/judge-estimate.ts'
import { JUDGE_PROMPT } from '#shared/domain/judge-prompt.ts'
import type { JudgeDraft, JudgeRun } from '#shared/domain/judge.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { AssayError } from '#shared/errors.ts'
import { mixSeeds } from '#shared/stats/random.ts'
import { formatCap, formatOfCap } from '#shared/units/format-usd.ts'
import { countPicturePairs } from '#shared/votes/fresh-pictures.ts'
import { planJudgePairs } from '#shared/votes/plan-judge-pairs.ts'
import type { WorkbenchContext } from '../context.ts'
import { readVotes } from '../read-votes.ts'
import { nothingToCompare } from '../vote-sessions.ts'
import { costOf, JUDGE_PICTURE_SIDE, worstCaseOf, type JudgedRequest } from './judge-cost.ts'
import { openJudge } from './open-judge.ts'
import { busyWith } from './judge-calls.ts'
import { findRun } from './show-judge.ts'

type Context = Pick<WorkbenchContext, 'accountSecrets' | 'judgeRunner' | 'ports' | 'practice' | 'store'>

/** What the wording of the questions hashes to: two runs that differ in it were asked otherwise. */
export const JUDGE_PROMPT_SHA256 = createHash('sha256').update(JSON.stringify(JUDGE_PROMPT)).digest('hex')

/** @throws AssayError NOT_FOUND */
export function estimateJudge(draft: Omit<JudgeDraft, 'capMicros'>, { store }: Pick<Context, 'store'>): JudgeEstimate {
  const { trial, pictures } = readVotes(draft.trialId, { store })
  const availablePairs = countPicturePairs(pictures)
  const pairs = Math.min(draft.pairs, availablePairs)
  const calls = 2 * pairs * draft.questions.length
  const requests = requestsOf(trial.plan)
  const worstCaseMicros = worstCaseOf(draft, requests)
  const usual = store.judgeCalls.usualTokens({ ...draft, givenPictures: requests.some(({ isGiven }) => isGiven) })
  const expected = (count: number): number | null => {
    if (usual === null || draft.price === null) return null
    const tokens = { input: Math.round(usual.input * count), output: Math.round(usual.output * count) }
    return costOf(draft.price, tokens).amountMicros
  }
  return {
    availablePairs,
    pairs,
    calls,
    worstCaseMicros,
    worstTotalMicros: worstCaseMicros === null ? null : worstCaseMicros * calls,
    expectedMicros: expected(calls),
    expectedFrom: usual?.count ?? 0,
  }
}

/**
 * Plans the pairs, writes the run down and begins to ask.
 * @returns the run's id
 * @throws AssayError NOT_FOUND, BAD_USAGE, INSTRUMENT_BUSY, MISSING_CREDENTIAL, or what the vault says
 */
export async function startJudge(draft: JudgeDraft, context: Context): Promise<string> {
  const { judgeRunner, ports, store } = context
  const { trial, ...rated } = readVotes(draft.trialId, context)
  refuseBeside(context)
  const requests = requestsOf(trial.plan)
  const worstCaseMicros = boundOf(draft, requests)
  const access = await openJudge(draft.account, context)
  const id = ports.ids.next('judge')
  // The id is random enough, and who has it can draw the same pairs again.
  const seed = mixSeeds(...Buffer.from(id))
  const [question = 'preferred'] = draft.questions
  const pairs = planJudgePairs(rated, { seed, question, count: draft.pairs })
  if (pairs.length === 0) throw nothingToCompare(trial)
  const run: JudgeRun = {
    ...draft,
    id,
    providerId: access.providerId,
    practice: draft.account.startsWith('practice:'),
    seed,
    promptVersion: JUDGE_PROMPT.version,
    promptSha256: JUDGE_PROMPT_SHA256,
    pictureSide: JUDGE_PICTURE_SIDE,
    givenPictures: requests.some(({ isGiven }) => isGiven),
    worstCaseMicros,
    startedAt: ports.clock.now().toISOString(),
    status: 'running',
    statusReason: null,
    endedAt: null,
  }
  store.judges.create(run, pairs, process.pid)
  judgeRunner.start(run, access)
  return id
}

/**
 * Goes on with a run. What was answered is not asked again, and the wording must be the one that it began with.
 * @throws AssayError as `startJudge`; STILL_RUNNING where a process runs it
 */
export async function resumeJudge(
  {
    runId,
    capMicros,
    concurrency,
  }: { runId: string; capMicros?: number | undefined; concurrency?: number | undefined },
  context: Context,
): Promise<void> {
  const { judgeRunner, store } = context
  const run = findRun(runId, context)
  if (run.status === 'finished') throw new AssayError('BAD_USAGE', 'This judge has been asked every pair planned.')
  if (run.promptSha256 !== JUDGE_PROMPT_SHA256) {
    const message = `This judge was asked in wording ${run.promptVersion}, and this Assay asks in wording ${JUDGE_PROMPT.version}: start another one.`
    throw new AssayError('BAD_USAGE', message)
  }
  refuseBeside(context)
  const cap = capMicros ?? run.capMicros
  refuseBeyond(run.worstCaseMicros, cap)
  const access = await openJudge(run.account, context)
  const settings = { capMicros: cap, concurrency: concurrency ?? run.concurrency, processId: process.pid }
  if (!store.judges.takeUp(runId, settings)) {
    throw new AssayError('STILL_RUNNING', 'This judge is being asked already, here or by another process.')
  }
  judgeRunner.start(findRun(runId, context), access)
}

/** @throws AssayError NOT_FOUND, NOT_RUNNING where it does not run here */
export function stopJudge({ runId, giveUp }: { runId: string; giveUp: boolean }, context: Context): true {
  findRun(runId, context)
  if (context.judgeRunner.stop(runId, giveUp)) return true
  throw new AssayError('NOT_RUNNING', 'This judge is not being asked here, so there is nothing to stop.')
}

function refuseBeside({ store }: Pick<Context, 'store'>): void {
  const busy = busyWith(store.trials.runningIds())
  if (busy !== null) throw new AssayError('INSTRUMENT_BUSY', busy.reason ?? '')
}

function requestsOf({ cases, contenders }: FrozenPlan): JudgedRequest[] {
  return cases.map((asked) => ({ prompt: asked.prompt, isGiven: givenPicture(contenders, asked) !== null }))
}

function boundOf(draft: JudgeDraft, requests: readonly JudgedRequest[]): number {
  const worstCaseMicros = worstCaseOf(draft, requests)
  if (worstCaseMicros === null || worstCaseMicros === 0) {
    const message =
      'Nothing says what one call may cost, so no cap could be kept. Enter the price for a million tokens, or what a call may cost at most.'
    throw new AssayError('BAD_USAGE', message)
  }
  refuseBeyond(worstCaseMicros, draft.capMicros)
  return worstCaseMicros
}

function refuseBeyond(worstCaseMicros: number, capMicros: number): void {
  if (worstCaseMicros <= capMicros) return
  const message =
    `One call could cost ${formatOfCap(worstCaseMicros, capMicros)}, more than the cap of ${formatCap(capMicros)}. ` +
    'Raise the cap, or say what a call costs at most.'
  throw new AssayError('BAD_USAGE', message)
}
