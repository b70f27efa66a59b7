import { readFile } from 'node:fs/promises'
import { givenPicture } from '#shared/domain/given-picture.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import type { JudgePair, JudgeRun, JudgeSlot, JudgeStatus } from '#shared/domain/judge.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { isFinal, slotKey } from '#shared/votes/judge-verdicts.ts'
import { noteAlerts } from '../budgets.ts'
import { noSuchTrial } from '../no-such-trial.ts'
import { admitJudgeCall } from './admit-judge-call.ts'
import { askJudge } from './ask-judge.ts'
import type { JudgeAccess, JudgeContext } from './judge-access.ts'

export interface JudgeEnd {
  status: Exclude<JudgeStatus, 'running' | 'interrupted'>
  reason: string | null
}

export interface JudgeRunning {
  access: JudgeAccess
  /** Aborted: nothing more is asked. */
  stop: AbortSignal
  /** Aborted: what is in flight is given up. */
  giveUp: AbortSignal
  /** Resolves after a time, or at once when the signal is aborted. */
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

/** A call that got no answer is sent so often, longer waits between. */
const TRIES = 3
const FIRST_WAIT_MS = 2000

/**
 * Asks the pairs of a run that have not been answered, one call after the other: each is stored before the next is sent. Both orders of a
 * pair and a question come one behind the other.
 */
export async function runJudge(run: JudgeRun, running: JudgeRunning, context: JudgeContext): Promise<JudgeEnd> {
  const { store } = context
  const trial = store.trials.get(run.trialId)
  if (trial === null) throw noSuchTrial(run.trialId)
  const answered = new Set(
    store.judgeCalls
      .ofRun(run.id)
      .filter(({ finding }) => isFinal(finding))
      .map(slotKey),
  )
  for (const pair of store.judges.pairs(run.id)) {
    const open = slotsOf(pair, run).filter((slot) => !answered.has(slotKey(slot)))
    if (open.length === 0) continue
    const busy = busyWith(store.trials.runningIds())
    if (busy !== null) return busy
    const asked = requestOf(trial.plan, pair)
    const pictures = await readPictures({ ...pair, given: asked.given }, run, context)
    if (!pictures.ok) return { status: 'failed', reason: pictures.reason }
    for (const slot of open) {
      const end = await askSlot(run, slot, { ...pictures, prompt: asked.prompt }, running, context)
      if (end !== null) return end
    }
  }
  return { status: 'finished', reason: null }
}

/** A judge takes a processor for its pictures: beside a trial both would be measured as slower. */
export function busyWith(runningTrialIds: readonly string[]): JudgeEnd | null {
  const [trialId] = runningTrialIds
  if (trialId === undefined) return null
  return {
    status: 'stopped',
    reason: `The trial ${trialId} is being measured, and a judge would disturb it. Go on when it has ended.`,
  }
}

function slotsOf({ number }: JudgePair, { questions }: JudgeRun): JudgeSlot[] {
  return questions.flatMap((question) => [
    { pair: number, question, order: 'as-planned' as const },
    { pair: number, question, order: 'swapped' as const },
  ])
}

interface ShownPair {
  /** null where no picture came with the prompt. */
  given: Buffer | null
  first: Buffer
  second: Buffer
  prompt: string
}

/** @returns why the run ends; null where it goes on */
async function askSlot(
  run: JudgeRun,
  slot: JudgeSlot,
  { given, first, second, prompt }: ShownPair,
  running: JudgeRunning,
  context: JudgeContext,
): Promise<JudgeEnd | null> {
  const { ports, store } = context
  const pictures = slot.order === 'as-planned' ? ([first, second] as const) : ([second, first] as const)
  for (let attempt = 1; ; attempt += 1) {
    if (running.stop.aborted) return { status: 'stopped', reason: null }
    const admitted = admitJudgeCall(run, slot, context)
    if (!admitted.ok) return { status: 'stopped', reason: admitted.reason }
    const asked = { question: slot.question, prompt, given, pictures }
    const { answer, again, retryAfterMs } = await askJudge(run, asked, running.access, running.giveUp)
    store.judgeCalls.answer(admitted.callId, { ...answer, answeredAt: ports.clock.now().toISOString() })
    noteAlerts(context)
    if (answer.finding !== 'failed') return null
    if (running.giveUp.aborted) return { status: 'stopped', reason: 'What was in flight was given up.' }
    if (!again || attempt === TRIES) return { status: 'failed', reason: answer.reason }
    await running.wait(retryAfterMs ?? FIRST_WAIT_MS * 4 ** (attempt - 1), running.stop)
  }
}

function requestOf(
  { cases, contenders }: FrozenPlan,
  { caseIndex }: JudgePair,
): { prompt: string; given: ImageRecord | null } {
  const asked = cases[caseIndex]
  if (asked === undefined) throw new Error(`The frozen plan has no case ${caseIndex}.`)
  return { prompt: asked.prompt, given: givenPicture(contenders, asked) }
}

async function readPictures(
  { given, first, second }: Pick<JudgePair, 'first' | 'second'> & { given: ImageRecord | null },
  { pictureSide }: JudgeRun,
  { store }: JudgeContext,
): Promise<({ ok: true } & Omit<ShownPair, 'prompt'>) | { ok: false; reason: string }> {
  // The decoder is loaded with the first pair: who never asks a judge needs none on this thread.
  const { reducePicture } = await import('#main/images/reduce-picture.ts')
  const read = async (sha256: string): Promise<Buffer> =>
    reducePicture(await readFile(store.files.imagePath(sha256)), pictureSide)
  const readSample = async ({ sampleId }: JudgePair['first']): Promise<Buffer> => {
    const sha256 = store.samples.get(sampleId)?.images[0]?.image.sha256
    if (sha256 === undefined) throw new Error(`The sample ${sampleId} has no picture.`)
    return read(sha256)
  }
  try {
    const shown = given === null ? null : await read(given.sha256)
    return { ok: true, given: shown, first: await readSample(first), second: await readSample(second) }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { ok: false, reason: `A picture of the pair, or the one given with its prompt, can’t be read: ${why}` }
  }
}
