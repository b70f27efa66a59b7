import type { Fate } from './fate.ts'
import type { SimulatorClock, Timer } from './simulator-clock.ts'
import type { Ending, Flaw, Job, Order, Picture, Recipe, Stage, TruthEntry } from './simulator.ts'
import type { Turn, Workers } from './workers.ts'

/** What a job is run with. */
export interface Workshop {
  providerId: string
  clock: SimulatorClock
  workers: Workers
  draw: (recipe: Recipe) => Promise<Picture>
  addTruth: (entry: TruthEntry) => TruthEntry
}

/** A failing call gives up after this share of the time that the drawing would have taken. */
const FAILS_AFTER = 0.5

/** Runs a call through queue, cold start and service time. The drawing happens within the service time, not after it. */
export function runJob(workshop: Workshop, order: Order, fate: Fate): Job {
  const { clock, workers } = workshop
  const failing = fate.outcome === 'server-error'
  const intendedServiceMs = fate.serviceMs * order.count * (failing ? FAILS_AFTER : 1)
  const recipes = Array.from({ length: order.count }, (_, index) => recipeOf(workshop.providerId, order, fate, index))
  let current: { turn: Turn; timer: Timer } | 'queued' | 'ended' = 'queued'
  let interrupted = false
  let cancelled = false
  const { promise: ended, resolve: end, reject: fail } = Promise.withResolvers<Ending>()
  run().then((ending) => ending !== null && end(ending), fail)

  return {
    turnedAway: null,
    ended,
    interrupt() {
      if (typeof current === 'string') return
      interrupted = true
      current.timer.finish()
    },
    cancel() {
      if (current === 'ended') return null
      const place = current === 'queued' ? null : current
      cancelled = true
      current = 'ended'
      place?.timer.finish()
      const readyMs = clock.nowMs()
      const turn = place?.turn ?? { startedMs: readyMs, coldStartMs: 0, queueMs: readyMs - order.receivedMs }
      end({ pictures: [], recipes: [], entry: addTruth('cancelled', turn, readyMs, []) })
      return place === null ? 'queued' : 'drawing'
    },
    stage(): Stage {
      if (typeof current === 'string') return { name: current }
      const { startedMs } = current.turn
      const passedMs = clock.nowMs() - startedMs
      return {
        name: 'drawing',
        startedMs,
        progress: Math.min(1, passedMs / intendedServiceMs),
        toGoMs: Math.max(0, intendedServiceMs - passedMs),
      }
    },
  }

  /** null where the job was cancelled meanwhile: then its end has been told already. */
  async function run(): Promise<Ending | null> {
    const turn = await workers.enter(order.receivedMs, order.alwaysOn)
    try {
      if (cancelled) return null
      const timer = clock.startTimer(intendedServiceMs)
      current = { turn, timer }
      const drawn = failing ? [] : recipes
      const [inTime] = await Promise.all([Promise.all(drawn.map(workshop.draw)), timer.ended])
      const served = interrupted ? drawn.map((recipe): Recipe => ({ ...recipe, flaw: 'unfinished' })) : drawn
      const pictures = interrupted ? await Promise.all(served.map(workshop.draw)) : inTime
      if (cancelled) return null
      const entry = addTruth(failing ? 'server-error' : 'served', turn, clock.nowMs(), pictures, served[0]?.flaw)
      return { pictures, recipes: served, entry }
    } finally {
      current = 'ended'
      workers.leave()
    }
  }

  function addTruth(
    outcome: TruthEntry['outcome'],
    turn: Turn,
    readyMs: number,
    pictures: Picture[],
    flaw: Flaw = 'none',
  ): TruthEntry {
    return workshop.addTruth({
      providerId: workshop.providerId,
      requestId: order.requestId,
      modelId: order.modelId,
      prompt: order.prompt,
      seed: order.seed,
      outcome,
      flaw,
      receivedMs: order.receivedMs,
      readyMs,
      deliveredMs: null,
      queueMs: turn.queueMs,
      coldStartMs: turn.coldStartMs,
      serviceMs: readyMs - turn.startedMs,
      intendedServiceMs,
      costMicros: null,
      images: pictures.map(({ bytes, sha256 }) => ({ sizeBytes: bytes.byteLength, sha256 })),
    })
  }
}

function recipeOf(providerId: string, order: Order, fate: Fate, index: number): Recipe {
  const { modelId, style, prompt, width, height, format, change } = order
  return {
    providerId,
    modelId,
    style,
    prompt,
    seed: order.seed + index,
    width,
    height,
    format,
    flaw: fate.flaw,
    ...(change !== undefined && { change }),
  }
}
