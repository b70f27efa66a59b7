import { createHash } from 'node:crypto'
import { decideFate } from './fate.ts'
import { chooseInteger } from './chance.ts'
import { drawPicture } from './pictures/draw-picture.ts'
import type { SceneLibrary } from './pictures/scene-library.ts'
import { runJob, type Workshop } from './run-job.ts'
import type { SimulatorClock } from './simulator-clock.ts'
import type { Order, ProviderSimulator, Recipe, SimulatorKit, SimulatorProfile, TruthEntry } from './simulator.ts'
import type { TruthLog } from './truth-log.ts'
import { Workers } from './workers.ts'

export interface KitParts {
  simulator: ProviderSimulator
  profile: SimulatorProfile
  runSeed: number
  clock: SimulatorClock
  truth: TruthLog
  scenes: SceneLibrary
  baseUrl: () => string
  onUpgrade: SimulatorKit['onUpgrade']
}

/** Puts together what one provider's routes are built with. */
export function createKit({
  simulator,
  profile,
  runSeed,
  clock,
  truth,
  scenes,
  baseUrl,
  onUpgrade,
}: KitParts): SimulatorKit {
  const { providerId } = simulator
  const repetitions = new Map<string, number>()
  const draw = (recipe: Recipe) => drawPicture(recipe, scenes)
  const workshop: Workshop = {
    providerId,
    clock,
    workers: new Workers(profile, clock),
    draw,
    addTruth: (entry) => truth.add(entry),
  }

  return {
    profile,
    credentials: simulator.credentials,
    baseUrl,
    onUpgrade,
    draw,
    nowMs: () => clock.nowMs(),
    wallMs: (atMs) => clock.wallMs(atMs),
    take(order) {
      const { modelId, seed } = order
      const prompt = subjectOf(order)
      const repetition = countRepetition([modelId, prompt, seed])
      const fate = decideFate(profile, { runSeed, providerId, modelId, prompt, seed, repetition })
      if (fate.outcome === 'served' || fate.outcome === 'server-error') return runJob(workshop, order, fate)
      return { turnedAway: fate.outcome, entry: truth.add(undrawn(fate.outcome, order)) }
    },
    reject(call) {
      truth.settle(truth.add({ ...undrawn('rejected', { ...call, seed: null }), costMicros: call.costMicros }))
    },
    answer({ env }, entry, { carriesPicture }) {
      env.outgoing.once('finish', () => {
        if (carriesPicture) entry.deliveredMs ??= clock.nowMs()
        truth.settle(entry)
      })
    },
    pickSeed(modelId, prompt, maximumExclusive) {
      const repetition = countRepetition([modelId, prompt, 'any seed'])
      return chooseInteger([runSeed, providerId, modelId, prompt, repetition, 'seed'], maximumExclusive)
    },
    pass: (durationMs) => clock.startTimer(durationMs).ended,
    async within(limitMs, promise) {
      if (limitMs === Infinity) return promise
      const limit = clock.startTimer(limitMs)
      const first = await Promise.race([promise, limit.ended.then(() => null)])
      limit.finish()
      return first
    },
  }

  /** How many equal calls came before this one. */
  function countRepetition(call: readonly (string | number)[]): number {
    const key = JSON.stringify(call)
    const before = repetitions.get(key) ?? 0
    repetitions.set(key, before + 1)
    return before
  }

  /** The truth about a call that never reached a worker. */
  function undrawn(
    outcome: TruthEntry['outcome'],
    call: Pick<TruthEntry, 'requestId' | 'modelId' | 'prompt' | 'seed' | 'receivedMs'> | Order,
  ): TruthEntry {
    const readyMs = clock.nowMs()
    return {
      providerId,
      requestId: call.requestId,
      modelId: call.modelId,
      prompt: call.prompt,
      seed: call.seed,
      outcome,
      flaw: 'none',
      receivedMs: call.receivedMs,
      readyMs,
      deliveredMs: null,
      queueMs: 0,
      coldStartMs: 0,
      serviceMs: readyMs - call.receivedMs,
      intendedServiceMs: null,
      costMicros: null,
      images: [],
    }
  }
}

/** What a call is about: two pictures that are to be enlarged are two subjects, though they come without a prompt. */
function subjectOf({ prompt, change }: Order): string {
  return change === undefined ? prompt : `${prompt} ${createHash('sha256').update(change.input).digest('hex')}`
}
