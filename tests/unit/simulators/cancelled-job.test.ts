import { describe, expect, it } from 'vitest'
import { runJob } from '#main/simulators/run-job.ts'
import { simulators } from '#main/simulators/registry.ts'
import { createSimulatorClock } from '#main/simulators/simulator-clock.ts'
import type { Job, TruthEntry } from '#main/simulators/simulator.ts'
import { Workers } from '#main/simulators/workers.ts'

/** One worker; a drawing that takes an hour, unless it is said to be quick. */
function setUp() {
  const clock = createSimulatorClock()
  const truth: TruthEntry[] = []
  const picture = { bytes: Buffer.from('picture'), sha256: 'a', width: 1, height: 1 }
  const workshop = {
    providerId: 'p',
    clock,
    workers: new Workers({ ...simulators[0]!.profile, workers: 1, coldStartMs: 0 }, clock),
    draw: () => Promise.resolve(picture),
    addTruth: (entry: TruthEntry) => {
      truth.push(entry)
      return entry
    },
  }
  const start = (serviceMs = 3_600_000): Job => {
    const common = { requestId: null, receivedMs: clock.nowMs(), modelId: 'm', style: 0, prompt: 'a', seed: 1 } as const
    const order = { ...common, width: 1, height: 1, format: 'png', count: 1 } as const
    return runJob(workshop, order, { outcome: 'served', flaw: 'none', serviceMs })
  }
  return { start, truth, turn: () => new Promise((resolve) => setImmediate(resolve)) }
}

describe('a job that is cancelled', () => {
  it('while it is drawn: ends at once without a picture, and leaves its worker to the next one', async () => {
    const { start, truth, turn } = setUp()
    const job = start()
    const next = start(0)
    await turn()
    expect(job.stage().name).toBe('drawing')
    expect(job.cancel()).toBe('drawing')
    expect(await job.ended).toMatchObject({ pictures: [], entry: { outcome: 'cancelled', images: [] } })
    expect((await next.ended).pictures).toHaveLength(1)
    expect(truth.map(({ outcome }) => outcome)).toEqual(['cancelled', 'served'])
  })

  it('while it waits: was never drawn, and nobody behind it waits for it', async () => {
    const { start, truth, turn } = setUp()
    const first = start()
    const waiting = start()
    const last = start(0)
    await turn()
    expect(waiting.cancel()).toBe('queued')
    expect((await waiting.ended).entry).toMatchObject({ outcome: 'cancelled', serviceMs: 0 })
    first.cancel()
    expect((await last.ended).pictures).toHaveLength(1)
    expect(truth.map(({ outcome }) => outcome)).toEqual(['cancelled', 'cancelled', 'served'])
  })

  it('after its end: stays what it was, and says that it came too late', async () => {
    const { start, truth } = setUp()
    const job = start(0)
    const ending = await job.ended
    expect(job.cancel()).toBeNull()
    expect(await job.ended).toBe(ending)
    expect(truth).toHaveLength(1)
  })

  it('twice: is cancelled once', async () => {
    const { start, truth, turn } = setUp()
    const job = start()
    await turn()
    expect([job.cancel(), job.cancel()]).toEqual(['drawing', null])
    await job.ended
    await turn()
    expect(truth).toHaveLength(1)
  })
})
