import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import type { Load } from '#shared/domain/load.ts'
import type { Sample } from '#shared/domain/sample.ts'
import { startServer } from './scripted-server.ts'
import { casesForTest, contenderForTest, planForTest, runForTest, skippingClock } from './trial-for-test.ts'

const PICTURE = JSON.stringify({ picture: 'x' })
const open = (perMinute: number, mostInFlight = 64): Load => ({
  kind: 'open',
  arrivals: 'constant',
  perMinute,
  mostInFlight,
})

function byPosition(samples: readonly Sample[]): Sample[] {
  return samples.toSorted((one, other) => one.position - other.position)
}

describe('an open loop', () => {
  test('waits for replies before it sends the next: it would be a closed one', async () => {
    const held: (() => void)[] = []
    const server = await startServer((_request, response) => {
      held.push(() => response.end(PICTURE))
      if (held.length === 6) for (const release of held) release()
    })
    const plan = planForTest([contenderForTest(server.url)], { cases: casesForTest(6), load: open(60) })
    const { samples } = await runForTest(plan)
    const due = byPosition(samples).map(({ dueMs }) => dueMs)
    expect(due.slice(1).map((at, index) => at - (due[index] ?? 0))).toEqual([1000, 1000, 1000, 1000, 1000])
  })

  test('hides the wait for a place: an arrival beyond the most in flight is due when it came, and its wait is latency', async () => {
    let inFlight = 0
    let most = 0
    const clock = skippingClock()
    const server = await startServer((_request, response) => {
      most = Math.max(most, ++inFlight)
      setImmediate(() => {
        inFlight -= 1
        response.end(PICTURE)
      })
    })
    const plan = planForTest([contenderForTest(server.url)], { cases: casesForTest(4), load: open(60_000, 1) })
    const { samples } = await runForTest(plan, { clock })
    expect(most).toBe(1)
    const ordered = byPosition(samples)
    for (const [index, sample] of ordered.entries()) {
      const before = ordered[index - 1]
      expect(sample.dueMs - (ordered[0]?.dueMs ?? 0)).toBe(index)
      expect(sample.startedMs).toBeGreaterThanOrEqual(before?.finishedMs ?? 0)
      expect(sample.latencyMs).toBe(sample.finishedMs - sample.dueMs - sample.heldBackMs)
      expect(sample.latencyMs).toBeGreaterThanOrEqual(sample.serviceMs)
    }
  })

  test('takes our own writing down for latency', async () => {
    const server = await startServer((_request, response) => response.end(PICTURE))
    const clock = skippingClock()
    const plan = planForTest([contenderForTest(server.url)], { load: open(60) })
    const { samples } = await runForTest(plan, {
      clock,
      listener: {
        admit: async () => {
          await clock.sleep(5000, new AbortController().signal)
          return { ok: true }
        },
      },
    })
    expect(samples[0]?.heldBackMs).toBeGreaterThanOrEqual(5000)
    expect(samples[0]?.latencyMs).toBeLessThan(5000)
  })

  test('is bounded by an account where the wait is not latency', async () => {
    let inFlight = 0
    let most = 0
    const server = await startServer((_request, response) => {
      most = Math.max(most, ++inFlight)
      setImmediate(() => {
        inFlight -= 1
        response.end(PICTURE)
      })
    })
    const plan = planForTest([contenderForTest(server.url, { accountConcurrency: 1 })], {
      cases: casesForTest(4),
      load: open(60_000),
    })
    const { samples } = await runForTest(plan)
    expect(most).toBe(1)
    const last = byPosition(samples).at(-1)
    expect((last?.startedMs ?? 0) - (last?.dueMs ?? 0)).toBeGreaterThan(last?.heldBackMs ?? 0)
  })
})

async function serverOf(delayMs: number) {
  return await startServer((_request, response) => setTimeout(() => response.end(PICTURE), delayMs))
}

test('a sweep begins a stage while another lane is still in the one before, or keeps its concurrency', async () => {
  const [fast, slow] = [await serverOf(1), await serverOf(8)]
  const contenders = [
    contenderForTest(fast.url, { id: 'fast' }),
    contenderForTest(slow.url, { id: 'slow', position: 1 }),
  ]
  const plan = planForTest(contenders, { cases: casesForTest(8), load: { kind: 'sweep', concurrencies: [1, 2, 4] } })
  const { samples } = await runForTest(plan)
  expect(samples).toHaveLength(48)
  const stages = [0, 1, 2].map((stage) => samples.filter((sample) => sample.stage === stage))
  for (const [stage, own] of stages.entries()) {
    const begun = Math.min(...own.map(({ startedMs }) => startedMs))
    const before = stages[stage - 1]?.map(({ finishedMs }) => finishedMs) ?? [0]
    expect(begun).toBeGreaterThanOrEqual(Math.max(...before))
    expect(mostInFlight(own, 'slow')).toBe([1, 2, 4][stage])
    expect(mostInFlight(own, 'fast')).toBeLessThanOrEqual([1, 2, 4][stage] ?? 0)
  }
})

function mostInFlight(samples: readonly Sample[], id: string): number {
  const lane = samples.filter(({ contenderId }) => contenderId === id)
  const at = (ms: number): number =>
    lane.filter(({ startedMs, finishedMs }) => startedMs <= ms && finishedMs > ms).length
  return Math.max(...lane.map(({ startedMs }) => at(startedMs)))
}

test('a sample measures beside a warm-up that is still in flight', async () => {
  const server = await startServer((_request, response) => setTimeout(() => response.end(PICTURE), 4))
  const plan = planForTest([contenderForTest(server.url, { concurrency: 3 })], { cases: casesForTest(4), warmUp: 2 })
  const { samples } = await runForTest(plan)
  const of = (role: Sample['role']) => samples.filter((sample) => sample.role === role)
  expect([of('warm-up').length, of('measure').length]).toEqual([2, 4])
  expect(Math.min(...of('measure').map(({ startedMs }) => startedMs))).toBeGreaterThanOrEqual(
    Math.max(...of('warm-up').map(({ finishedMs }) => finishedMs)),
  )
})

describe('blocks', () => {
  const blocks = { count: 2, everyMinutes: 90 }

  test('begin before their time', async () => {
    const server = await startServer((_request, response) => response.end(PICTURE))
    const plan = planForTest([contenderForTest(server.url)], { cases: casesForTest(3), repeats: 2, blocks, warmUp: 1 })
    const { samples } = await runForTest(plan)
    const second = samples.filter(({ block }) => block === 1)
    expect(second.map(({ role }) => role)).toEqual(['warm-up', 'measure', 'measure', 'measure'])
    expect(Math.min(...second.map(({ startedMs }) => startedMs))).toBeGreaterThanOrEqual(90 * 60_000)
    expect(samples.filter(({ block }) => block === 0).every(({ finishedMs }) => finishedMs < 60_000)).toBe(true)
  })

  test('hold a cancelled trial until their time', async () => {
    const server = await startServer((_request, response) => response.end(PICTURE))
    const cancel = new AbortController()
    const clock = {
      ...skippingClock(),
      sleep: async (_milliseconds: number, signal: AbortSignal) => {
        setImmediate(() => cancel.abort())
        await once(signal, 'abort')
        throw new Error('aborted')
      },
    }
    const plan = planForTest([contenderForTest(server.url)], { repeats: 2, blocks })
    const { samples, status } = await runForTest(plan, { signal: cancel.signal, clock })
    expect(status).toBe('cancelled')
    expect(samples).toHaveLength(1)
  })

  test('that are weeks away begin at once: no timer runs that long', async () => {
    const server = await startServer((_request, response) => response.end(PICTURE))
    const plan = planForTest([contenderForTest(server.url)], {
      repeats: 2,
      blocks: { count: 2, everyMinutes: 60 * 24 * 60 },
    })
    const { clock } = await runForTest(plan)
    expect(Math.max(...clock.pausesMs)).toBeLessThan(2 ** 31)
    expect(clock.pausesMs.reduce((sum, pause) => sum + pause, 0)).toBeGreaterThan(60 * 24 * 60 * 59_000)
  })
})

describe('a probe after idling', () => {
  test('is sent while its host was busy, or two of one host keep each other warm', async () => {
    const [shared, other] = [
      await startServer((_request, response) => response.end(PICTURE)),
      await startServer((_request, response) => response.end(PICTURE)),
    ]
    const contenders = [
      contenderForTest(shared.url, { id: 'a' }),
      contenderForTest(shared.url, { id: 'b', position: 1 }),
      contenderForTest(other.url, { id: 'c', position: 2 }),
    ]
    const plan = planForTest(contenders, { cases: casesForTest(2), coldProbes: { gapsMinutes: [1, 5], probes: 2 } })
    const { samples } = await runForTest(plan)
    const ofHost = (ids: string[]) =>
      samples
        .filter(({ contenderId }) => ids.includes(contenderId))
        .toSorted((one, two) => one.startedMs - two.startedMs)
    for (const host of [ofHost(['a', 'b']), ofHost(['c'])]) {
      const probes = host.filter(({ role }) => role === 'cold-probe')
      expect(probes).toHaveLength((host.length / 3) * 2)
      for (const [index, sample] of host.entries()) {
        if (sample.idleMs === null) continue
        const before = Math.max(...host.slice(0, index).map(({ finishedMs }) => finishedMs))
        expect(sample.startedMs - before).toBeGreaterThanOrEqual(sample.idleMs)
      }
    }
  })
})
