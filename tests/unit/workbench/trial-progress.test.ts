import { expect, test } from 'vitest'
import { TrialProgressCounter } from '#main/workbench/trial-progress.ts'
import type { PlannedSample } from '#shared/domain/plan.ts'
import { PLAIN_PLANNED } from '#tests/support/plain-trial.ts'
import { exampleTrial } from '#tests/support/example-trial.ts'

const landed = (position: number, contenderId: string, finishedMs: number) => ({
  position,
  role: 'measure' as const,
  contenderId,
  block: 0,
  idleMs: null,
  startedMs: finishedMs - 900,
  finishedMs,
  outcome: 'succeeded' as const,
  latencyMs: 900,
  disturbance: null,
  failureClass: null,
  chargeMicros: 3000,
})

test('the time to go is that of the slowest lane at its own pace, and unknown until each lane has one', () => {
  const counter = new TrialProgressCounter(exampleTrial({ contenders: ['a', 'b'], cases: 10, repeats: 1 }))
  counter.landed(landed(0, 'a', 1000))
  counter.landed(landed(1, 'a', 2000))
  expect(counter.snapshot('running', 2000).toGoMs).toBeNull()
  counter.landed(landed(2, 'b', 2000))
  counter.landed(landed(3, 'b', 4000))
  expect(counter.snapshot('running', 4000).toGoMs).toBe(8 * 2000)
  expect(counter.snapshot('running', 4000).lanes[0]?.ratePerMinute).toBe(60)
})

test('money held for what is in flight is unknown as soon as one worst case is', () => {
  const counter = new TrialProgressCounter(exampleTrial({ contenders: ['a', 'b'], cases: 10, repeats: 1 }))
  counter.started({ contenderId: 'a', position: 0, worstCaseMicros: 3000 })
  expect(counter.snapshot('running', 1).heldMicros).toBe(3000)
  counter.started({ contenderId: 'b', position: 1, worstCaseMicros: null })
  expect(counter.snapshot('running', 1).heldMicros).toBeNull()
  counter.landed(landed(1, 'b', 10))
  expect(counter.snapshot('running', 1)).toMatchObject({ heldMicros: 3000, inFlight: 1, done: 1 })
})

test('an unknown charge is counted, not added as zero', () => {
  const counter = new TrialProgressCounter(exampleTrial({ contenders: ['a'], cases: 10, repeats: 1 }))
  counter.landed(landed(0, 'a', 10))
  counter.landed({ ...landed(1, 'a', 20), chargeMicros: null })
  expect(counter.snapshot('running', 20)).toMatchObject({ spentMicros: 3000, unknownChargeCount: 1 })
})

test('failures stay in the count of what is done, by class', () => {
  const counter = new TrialProgressCounter(exampleTrial({ contenders: ['a'], cases: 10, repeats: 1 }))
  counter.landed({ ...landed(0, 'a', 10), outcome: 'failed', failureClass: 'timeout' })
  counter.landed({ ...landed(1, 'a', 10), outcome: 'failed', failureClass: 'timeout' })
  expect(counter.snapshot('finished', 10)).toMatchObject({
    done: 2,
    succeeded: 0,
    lanes: [{ failures: { timeout: 2 }, median: { state: 'too-few', count: 0, neededCount: 6 } }],
  })
})

const MINUTE = 60_000
const planned = (position: number, contenderId: string, changes: Partial<PlannedSample> = {}): PlannedSample => ({
  ...PLAIN_PLANNED,
  position,
  contenderId,
  caseIndex: 0,
  repeat: 0,
  seed: 1,
  ...changes,
})

test('the wait for a block is taken for the pace, is left out of the time to go, or nobody hears which block it is', () => {
  const trial = exampleTrial({ contenders: ['a'], cases: 10, repeats: 2 })
  trial.plan.blocks = { count: 2, everyMinutes: 60 }
  const counter = new TrialProgressCounter(trial)
  const asked = Array.from({ length: 20 }, (_, position) => planned(position, 'a', { block: position < 10 ? 0 : 1 }))
  counter.sitDown({ asked, isRetry: false, pausedMs: 0 })
  expect(counter.snapshot('running', 500).block).toEqual({ number: 1, count: 2, beginsInMs: null })
  for (let position = 0; position < 10; position += 1) counter.landed(landed(position, 'a', (position + 1) * 1000))
  // Ten seconds of work were done; the next block begins after an hour, and takes ten seconds as well.
  const waiting = counter.snapshot('running', 20 * MINUTE)
  expect(waiting.block).toEqual({ number: 2, count: 2, beginsInMs: 40 * MINUTE })
  expect(waiting.toGoMs).toBe(40 * MINUTE + 10_000)
  expect(waiting.toGoRangeMs?.lowMs).toBeLessThanOrEqual(40 * MINUTE + 10_000)
  expect(waiting.toGoRangeMs?.highMs).toBeGreaterThanOrEqual(40 * MINUTE + 10_000)
  counter.started({ contenderId: 'a', position: 10, worstCaseMicros: 1 })
  expect(counter.snapshot('running', 60 * MINUTE + 400)).toMatchObject({ toGoMs: 10_000, block: { beginsInMs: null } })
  counter.landed({ ...landed(10, 'a', 60 * MINUTE + 1000), block: 1, startedMs: 60 * MINUTE })
  expect(counter.snapshot('running', 60 * MINUTE + 1000).toGoMs).toBe(9000)
})

test('gaps before probes are forgotten, or two that share a host are taken to idle at the same time', () => {
  const trial = exampleTrial({ contenders: ['a', 'b', 'c'], cases: 6, repeats: 1 })
  trial.plan.coldProbes = { gapsMinutes: [5], probes: 1 }
  trial.plan.contenders[2]!.baseUrl = 'http://elsewhere.example'
  const counter = new TrialProgressCounter(trial)
  const probes = ['a', 'b', 'c'].map((id, index) => planned(18 + index, id, { role: 'cold-probe', idleMs: 5 * MINUTE }))
  const measured = ['a', 'b', 'c'].flatMap((id, lane) =>
    Array.from({ length: 6 }, (_, place) => planned(lane * 6 + place, id)),
  )
  counter.sitDown({ asked: [...measured, ...probes], isRetry: false, pausedMs: 0 })
  for (const { position, contenderId } of measured) {
    counter.landed(landed(position, contenderId, ((position % 6) + 1) * 1000))
  }
  const toGo = counter.snapshot('running', 6000 + MINUTE).lanes.map(({ toGoMs }) => toGoMs)
  expect(toGo).toEqual([4 * MINUTE + 1000, 9 * MINUTE + 2000, 4 * MINUTE + 1000])
})

test('a retry says that all is done, without a time to go', () => {
  const trial = exampleTrial({ contenders: ['a'], cases: 10, repeats: 1 })
  const counter = new TrialProgressCounter(trial)
  const failed = { outcome: 'failed', failureClass: 'server' } as const
  for (let position = 0; position < 10; position += 1) {
    counter.landed({ ...landed(position, 'a', (position + 1) * 1000), ...(position < 4 && failed) })
  }
  counter.sitDown({ asked: [0, 1, 2, 3].map((position) => planned(position, 'a')), isRetry: true, pausedMs: 0 })
  counter.landed(landed(0, 'a', 11_000))
  expect(counter.snapshot('running', 11_000)).toMatchObject({
    done: 10,
    retried: { asked: 4, back: 1 },
    toGoMs: 3000,
    expectedMicros: { value: 14 * 3000 },
  })
  expect(counter.settled('finished').retried).toBeNull()
})
