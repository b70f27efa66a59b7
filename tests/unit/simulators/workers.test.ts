import { describe, expect, it } from 'vitest'
import { simulators } from '#main/simulators/registry.ts'
import type { SimulatorClock } from '#main/simulators/simulator-clock.ts'
import { Workers } from '#main/simulators/workers.ts'

/** Time that passes when the test says so. */
function createManualClock(): SimulatorClock & { pass: (ms: number) => Promise<void> } {
  let now = 0
  const timers: { dueMs: number; resolve: () => void }[] = []
  return {
    nowMs: () => now,
    wallMs: (atMs) => atMs,
    startTimer(durationMs) {
      const { promise, resolve } = Promise.withResolvers<void>()
      timers.push({ dueMs: now + durationMs, resolve })
      return { ended: promise, finish: resolve }
    },
    stop() {
      timers.length = 0
    },
    async pass(ms) {
      now += ms
      for (const timer of timers.filter(({ dueMs }) => dueMs <= now)) timer.resolve()
      // Lets everything that waited for the timers go on.
      await new Promise<void>((resolve) => setImmediate(resolve))
    },
  }
}

function setUp(changes: { workers: number; coldStartMs?: number; idleAfterMs?: number }) {
  const clock = createManualClock()
  const workers = new Workers({ ...simulators[0]!.profile, coldStartMs: 0, idleAfterMs: 1000, ...changes }, clock)
  const turns: Record<string, { startedMs: number; queueMs: number; coldStartMs: number }> = {}
  const enter = (name: string): void => {
    void workers.enter(clock.nowMs()).then((turn) => (turns[name] = turn))
  }
  return { clock, workers, turns, enter }
}

describe('the workers of a provider', () => {
  it('serve in the order of arrival, and log the wait of the one who stood in line', async () => {
    const { clock, workers, turns, enter } = setUp({ workers: 1 })
    enter('first')
    enter('second')
    enter('third')
    await clock.pass(100)
    expect(Object.keys(turns)).toEqual(['first'])
    workers.leave()
    await clock.pass(0)
    await clock.pass(50)
    expect(turns['second']).toEqual({ startedMs: 100, queueMs: 100, coldStartMs: 0 })
    expect(turns['third']).toBeUndefined()
    workers.leave()
    await clock.pass(0)
    expect(turns['third']).toEqual({ startedMs: 150, queueMs: 150, coldStartMs: 0 })
  })

  it('do not queue while a worker is free', async () => {
    const { clock, turns, enter } = setUp({ workers: 2 })
    enter('first')
    enter('second')
    await clock.pass(0)
    expect(turns['second']).toEqual({ startedMs: 0, queueMs: 0, coldStartMs: 0 })
  })

  it('start cold once, for the first; who comes meanwhile waits for it without being called cold', async () => {
    const { clock, workers, turns, enter } = setUp({ workers: 2, coldStartMs: 400 })
    enter('first')
    await clock.pass(100)
    enter('second')
    await clock.pass(300)
    expect(turns['first']).toEqual({ startedMs: 400, queueMs: 0, coldStartMs: 400 })
    expect(turns['second']).toEqual({ startedMs: 400, queueMs: 300, coldStartMs: 0 })
    workers.leave()
    enter('third')
    await clock.pass(0)
    expect(turns['third']).toEqual({ startedMs: 400, queueMs: 0, coldStartMs: 0 })
  })

  it('fall asleep only after the idle time, counted from the end of the last call', async () => {
    const { clock, workers, turns, enter } = setUp({ workers: 1, coldStartMs: 400, idleAfterMs: 1000 })
    enter('first')
    await clock.pass(400)
    await clock.pass(5000)
    workers.leave()
    await clock.pass(999)
    enter('warm')
    await clock.pass(0)
    expect(turns['warm']?.coldStartMs).toBe(0)
    workers.leave()
    await clock.pass(1000)
    enter('cold')
    await clock.pass(400)
    expect(turns['cold']?.coldStartMs).toBe(400)
  })

  it('do not start cold for one who stood in line behind a cold start', async () => {
    const { clock, workers, turns, enter } = setUp({ workers: 1, coldStartMs: 400 })
    enter('first')
    enter('second')
    await clock.pass(400)
    await clock.pass(50)
    workers.leave()
    await clock.pass(0)
    expect(turns['second']).toEqual({ startedMs: 450, queueMs: 450, coldStartMs: 0 })
  })
})
