import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAccountGate } from '#main/engine/account-gate.ts'
import type { EngineClock } from '#main/engine/ports.ts'
import { LONGEST_RETRY_WAIT_MS } from '#main/engine/retry-wait.ts'

const NEVER = new AbortController().signal

/** All that can go on without time passing, goes on. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

/** Time that moves only when the test says so. */
function steppedClock(): Pick<EngineClock, 'sleep'> & { now: () => number; advance(ms: number): Promise<void> } {
  let nowMs = 0
  const sleepers = new Set<{ untilMs: number; wake: () => void }>()
  return {
    now: () => nowMs,
    sleep: async (milliseconds, signal) => {
      signal.throwIfAborted()
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      const sleeper = { untilMs: nowMs + milliseconds, wake: resolve }
      sleepers.add(sleeper)
      signal.addEventListener('abort', () => reject(signal.reason as Error))
      await promise.finally(() => sleepers.delete(sleeper))
    },
    advance: async (milliseconds) => {
      await settle()
      for (const untilMs = nowMs + milliseconds; nowMs < untilMs; nowMs += 1) {
        for (const sleeper of sleepers) if (sleeper.untilMs <= nowMs) sleeper.wake()
        await settle()
      }
    },
  }
}

test('more requests than the account may have, one sent within a hold, or one that waits for ever', async () => {
  const samples = fc.array(fc.record({ atMs: fc.nat(60), tookMs: fc.integer({ min: 1, max: 30 }) }), { maxLength: 20 })
  const holds = fc.array(fc.record({ atMs: fc.nat(80), waitMs: fc.integer({ min: 1, max: 40 }) }), { maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), samples, holds, async (places, wanted, asked) => {
      const clock = steppedClock()
      const gate = createAccountGate({ places, now: clock.now, clock })
      const sentAtMs: number[] = []
      let inFlight = 0
      let most = 0
      const run = async (tookMs: number): Promise<void> => {
        const entered = gate.tryEnter() || (await gate.enter(NEVER)).ok
        expect(entered).toBe(true)
        sentAtMs.push(clock.now())
        most = Math.max(most, ++inFlight)
        await clock.sleep(tookMs, NEVER)
        inFlight -= 1
        gate.leave()
      }
      const runs: Promise<void>[] = []
      for (let atMs = 0; atMs < 800; atMs += 1) {
        // A reply that asks for a pause is read before anything else is sent at that time.
        for (const hold of asked) if (hold.atMs === atMs) gate.hold(hold.waitMs)
        for (const sample of wanted) if (sample.atMs === atMs) runs.push(run(sample.tookMs))
        await clock.advance(1)
      }
      expect(sentAtMs).toHaveLength(wanted.length)
      await Promise.all(runs)
      expect(most).toBeLessThanOrEqual(places)
      for (const { atMs, waitMs } of asked) {
        expect(sentAtMs.filter((sentMs) => sentMs >= atMs && sentMs < atMs + waitMs)).toEqual([])
      }
    }),
    { numRuns: 25 },
  )
}, 60_000)

test('those that wait for a place overtake each other', async () => {
  const clock = steppedClock()
  const gate = createAccountGate({ places: 1, now: clock.now, clock })
  expect(gate.tryEnter()).toBe(true)
  const order: number[] = []
  const waiting = [1, 2, 3].map(async (number) => {
    await gate.enter(NEVER)
    order.push(number)
    gate.leave()
  })
  gate.leave()
  await Promise.all(waiting)
  expect(order).toEqual([1, 2, 3])
  expect(gate.tryEnter()).toBe(true)
})

test('a cancel is not heard by those that wait, or takes a place away for good', async () => {
  const clock = steppedClock()
  const gate = createAccountGate({ places: 1, now: clock.now, clock })
  const cancel = new AbortController()
  expect(gate.tryEnter()).toBe(true)
  const inLine = gate.enter(cancel.signal)
  cancel.abort(new Error('cancelled'))
  await expect(inLine).rejects.toThrow('cancelled')
  gate.leave()

  gate.hold(50)
  const again = new AbortController()
  const held = gate.enter(again.signal)
  again.abort(new Error('cancelled in a hold'))
  await expect(held).rejects.toThrow('cancelled in a hold')
  await clock.advance(60)
  expect(gate.tryEnter()).toBe(true)
})

test('a shorter pause cuts a longer one short', async () => {
  const clock = steppedClock()
  const gate = createAccountGate({ places: null, now: clock.now, clock })
  gate.hold(40)
  gate.hold(5)
  await clock.advance(39)
  expect(gate.tryEnter()).toBe(false)
  await clock.advance(2)
  expect(gate.tryEnter()).toBe(true)
})

test('an account that is to rest for hours keeps the trial waiting, or is asked all the same', async () => {
  const clock = steppedClock()
  const gate = createAccountGate({ places: 1, now: clock.now, clock })
  gate.hold(LONGEST_RETRY_WAIT_MS + 1)
  expect(gate.tryEnter()).toBe(false)
  const refused = await gate.enter(NEVER)
  expect(refused).toMatchObject({ ok: false })
  expect(!refused.ok && refused.message).toContain('Not sent: the provider had asked this account to wait 2 min')
  // It takes no place with it.
  expect(await gate.enter(NEVER)).toMatchObject({ ok: false })
})
