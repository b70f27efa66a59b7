import { expect, test } from 'vitest'
import { TrialProgressCounter } from '#main/workbench/trial-progress.ts'
import { exampleTrial } from '#tests/support/example-trial.ts'

const landed = (position: number, contenderId: string, finishedMs: number) => ({
  position,
  role: 'measure' as const,
  contenderId,
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
