import { expect, test } from 'vitest'
import { loadToCalibrate } from '#main/workbench/load-to-calibrate.ts'
import { contenderForTest, planForTest } from '../engine/trial-for-test.ts'

const contenders = [2, 3].map((concurrency, position) =>
  contenderForTest('http://127.0.0.1:9', { id: `c${position}`, position, concurrency }),
)

function at(load: Parameters<typeof loadToCalibrate>[0]['load']): number {
  return loadToCalibrate(planForTest(contenders, { load }))
}

test('the instrument is calibrated at another load than the trial has, or at one that no open loop comes to', () => {
  expect(at({ kind: 'closed' })).toBe(5)
  expect(at({ kind: 'sweep', concurrencies: [1, 16, 4] })).toBe(32)
  expect(at({ kind: 'open', arrivals: 'poisson', perMinute: 30, mostInFlight: 256 })).toBe(10)
  expect(at({ kind: 'ramp', arrivals: 'constant', fromPerMinute: 6, toPerMinute: 600, mostInFlight: 20 })).toBe(40)
})
