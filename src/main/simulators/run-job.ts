import type { Fate } from './fate.ts'
import type { SimulatorClock, Timer } from './simulator-clock.ts'
import type { Ending, Job, Order, Picture, Recipe, Stage, TruthEntry } from './simulator.ts'
import type { Workers } from './workers.ts'

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
  let current: { startedMs: number; timer: Timer } | 'queued' | 'ended' = 'queued'
  let interrupted = false

  return {
    turnedAway: null,
    ended: run(),
    interrupt() {
      if (typeof current === 'string') return
      interrupted = true
      current.timer.finish()
    },
    stage(): Stage {
      if (typeof current === 'string') return { name: current }
      const passedMs = clock.nowMs() - current.startedMs
      return {
        name: 'drawing',
        startedMs: current.startedMs,
        progress: Math.min(1, passedMs / intendedServiceMs),
        toGoMs: Math.max(0, intendedServiceMs - passedMs),
      }
    },
  }

  async function run(): Promise<Ending> {
    const turn = await workers.enter(order.receivedMs)
    try {
      const timer = clock.startTimer(intendedServiceMs)
      current = { startedMs: turn.startedMs, timer }
      const drawn = failing ? [] : recipes
      const [inTime] = await Promise.all([Promise.all(drawn.map(workshop.draw)), timer.ended])
      const served = interrupted ? drawn.map((recipe): Recipe => ({ ...recipe, flaw: 'unfinished' })) : drawn
      const pictures = interrupted ? await Promise.all(served.map(workshop.draw)) : inTime
      const readyMs = clock.nowMs()
      const entry = workshop.addTruth({
        providerId: workshop.providerId,
        requestId: order.requestId,
        modelId: order.modelId,
        prompt: order.prompt,
        seed: order.seed,
        outcome: failing ? 'server-error' : 'served',
        flaw: served[0]?.flaw ?? 'none',
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
      return { pictures, recipes: served, entry }
    } finally {
      current = 'ended'
      workers.leave()
    }
  }
}

function recipeOf(providerId: string, order: Order, fate: Fate, index: number): Recipe {
  const { modelId, style, prompt, width, height, format } = order
  return { providerId, modelId, style, prompt, seed: order.seed + index, width, height, format, flaw: fate.flaw }
}
