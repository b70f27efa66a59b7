import { readFile } from 'node:fs/promises'
import { givenPicture } from '#shared/domain/given-picture.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import type { JudgePair, JudgeRun, JudgeSlot } from '#shared/domain/judge.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { isFinal, slotKey } from '#shared/votes/judge-verdicts.ts'
import { noSuchTrial } from '../no-such-trial.ts'
import type { JudgeContext } from './judge-access.ts'
import { JudgeCalls, type JudgeEnd, type JudgeRunning } from './judge-calls.ts'

interface OpenPair {
  pair: JudgePair
  slots: JudgeSlot[]
}

/**
 * Asks the pairs of a run that have not been answered, as many at once as the run has calls in flight; within a pair one call follows the
 * other, both orders of a question one behind the other. Resolves when nothing is in flight any more.
 */
export async function runJudge(run: JudgeRun, running: JudgeRunning, context: JudgeContext): Promise<JudgeEnd> {
  const trial = context.store.trials.get(run.trialId)
  if (trial === null) throw noSuchTrial(run.trialId)
  const calls = new JudgeCalls(run, running, context)
  const open = openPairs(run, context).values()
  const askInTurn = async (): Promise<void> => {
    for (const { pair, slots } of open) {
      if (calls.end !== null) return
      await askPair({ pair, slots, ...requestOf(trial.plan, pair) }, calls, run, context)
    }
  }
  const bugs: unknown[] = []
  const places = Array.from({ length: run.concurrency }, () =>
    askInTurn().catch((error: unknown) => {
      bugs.push(error)
      calls.finish({ status: 'failed', reason: null })
    }),
  )
  await Promise.all(places)
  if (bugs.length > 0) throw bugs[0]
  return calls.end ?? { status: 'finished', reason: null }
}

/** In the order planned, those of which a question has not been answered in both orders. */
function openPairs(run: JudgeRun, { store }: JudgeContext): OpenPair[] {
  const final = store.judgeCalls.ofRun(run.id).filter(({ finding }) => isFinal(finding))
  const answered = new Set(final.map(slotKey))
  return store.judges
    .pairs(run.id)
    .map((pair) => ({ pair, slots: slotsOf(pair, run).filter((slot) => !answered.has(slotKey(slot))) }))
    .filter(({ slots }) => slots.length > 0)
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
}

async function askPair(
  { pair, slots, prompt, given }: OpenPair & { prompt: string; given: ImageRecord | null },
  calls: JudgeCalls,
  run: JudgeRun,
  context: JudgeContext,
): Promise<void> {
  const shown = await readPictures({ ...pair, given }, run, context)
  if (!shown.ok) return calls.finish({ status: 'failed', reason: shown.reason })
  const { first, second } = shown
  for (const slot of slots) {
    const pictures = slot.order === 'as-planned' ? ([first, second] as const) : ([second, first] as const)
    await calls.ask(slot, { question: slot.question, prompt, given: shown.given, pictures })
    if (calls.end !== null) return
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
): Promise<({ ok: true } & ShownPair) | { ok: false; reason: string }> {
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
