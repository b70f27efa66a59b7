import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createSleepWatch } from '#main/engine/sleep-watch.ts'
import { REAL_TIME } from '#main/engine/real-time.ts'
import type { Sleep } from '#shared/domain/sleep.ts'
import { sendJson, startServer } from './scripted-server.ts'
import { casesForTest, contenderForTest, planForTest, runForTest } from './trial-for-test.ts'

function watched(boundMs: number) {
  const at = { monotonicMs: 0, wallMs: 0 }
  const told: Sleep[] = []
  const watch = createSleepWatch({
    clock: { wallClock: () => new Date(at.wallMs) },
    now: () => at.monotonicMs,
    boundMs,
    told: (sleep) => told.push(sleep),
  })
  const go = (monotonicMs: number, wallMs = monotonicMs): void => {
    at.monotonicMs += monotonicMs
    at.wallMs += wallMs
    watch.look()
  }
  return { watch, told, go }
}

test('a suspended machine, whose monotonic clock stood, is not noticed; or a stopped process, whose clocks ran on', () => {
  const { told, go } = watched(10_000)
  go(1000)
  go(200, 3_600_200)
  go(1000)
  go(45_000)
  expect(told).toEqual([
    { atMs: 1000, lengthMs: 3_600_200 },
    { atMs: 2200, lengthMs: 45_000 },
  ])
})

test('a slow turn of the loop, or a clock that is set back, is called a sleep', () => {
  const { told, go } = watched(10_000)
  for (const ms of [1000, 9999, 10_000, 5]) go(ms)
  go(1000, -3_600_000)
  expect(told).toEqual([])
})

test('a sample beside a sleep is taken for one that was in flight over it, or the other way round', () => {
  const { watch, go } = watched(10_000)
  go(1000)
  go(60_000)
  go(1000)
  expect(watch.during(0, 900)).toBe(false)
  expect(watch.during(900, 1100)).toBe(true)
  expect(watch.during(61_500, 62_000)).toBe(false)
})

/** Real time that leaps ahead. */
function leapingClock() {
  let leaptMs = 0
  return {
    ...REAL_TIME,
    monotonicMs: () => REAL_TIME.monotonicMs() + leaptMs,
    wallClock: () => new Date(Date.now() + leaptMs),
    leap: (ms: number) => {
      leaptMs += ms
    },
  }
}

test('the time of a sample that was in flight during a sleep is believed, or its broken connection is the provider’s fault', async () => {
  const clock = leapingClock()
  const slept: Sleep[] = []
  const server = await startServer((request, response) => {
    const { prompt } = JSON.parse(request.body) as { prompt: string }
    if (prompt !== '0') clock.leap(60_000)
    if (prompt === '2') response.destroy()
    else sendJson(response, 200, { picture: 'x' })
  })
  const plan = planForTest([contenderForTest(server.url)], { cases: casesForTest(3), timeoutMs: 600_000 })
  const { samples } = await runForTest(plan, {
    clock,
    sleepBoundMs: 30_000,
    listener: { slept: (sleep) => slept.push(sleep) },
  })
  const of = (caseIndex: number) => samples.find((sample) => sample.caseIndex === caseIndex)
  expect(of(0)).toMatchObject({ outcome: 'succeeded', disturbance: null })
  expect(of(1)).toMatchObject({ outcome: 'succeeded', disturbance: 'sleep' })
  expect(of(2)).toMatchObject({ outcome: 'failed', disturbance: 'sleep', failure: { class: 'interrupted' } })
  expect(slept).toHaveLength(2)
})

test.skipIf(process.platform === 'win32')('a process that was stopped for real does not notice it', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'watch-sleep.ts'), '300'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  expect((await lines.next()).value).toBe('ready')
  child.kill('SIGSTOP')
  await pause(900)
  child.kill('SIGCONT')
  const told = JSON.parse(String((await lines.next()).value)) as Sleep
  expect(told.lengthMs).toBeGreaterThan(300)
  const gone = once(child, 'exit')
  child.kill()
  await gone
})
