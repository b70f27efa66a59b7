import fc from 'fast-check'
import { expect, test } from 'vitest'
import { prepareHistory } from '#renderer/features/model-history/prepare-history.ts'
import type { HistoryPoint } from '#shared/domain/contender-history.ts'
import type { Estimate } from '#shared/domain/estimate.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

function point(atMs: number, median: Estimate): HistoryPoint {
  return {
    trialId: `trial-${atMs}`,
    trialName: 'Storefront',
    startedAt: new Date(atMs).toISOString(),
    status: 'finished',
    contenderId: 'novita',
    contenderName: 'Novita AI',
    headline: 'closed loop, 2 in flight',
    settings: 'width 1024',
    median,
    costPerImageMicros: { state: 'unknown', count: 3 },
  }
}

function known(value: number, low: number, high: number): Estimate {
  return { state: 'known', value, low, high, count: 36, method: 'order-statistic' }
}

test('a figure that is not known is drawn as nothing, or the interval has the unit of the other axis', () => {
  const history = [
    point(0, known(2000, 1500, 3500)),
    point(MINUTE_MS, { state: 'too-few', count: 3, neededCount: 6 }),
    point(2 * MINUTE_MS, known(4000, 3000, 5100)),
  ]
  expect(prepareHistory(history, ({ median }) => median, 1 / 1000)).toMatchObject({
    points: [
      { atMs: 0, value: 2, reach: [0.5, 1.5] },
      { atMs: 2 * MINUTE_MS, value: 4, reach: [1, expect.closeTo(1.1)] },
    ],
    axis: { maximum: 6 },
    isOfDays: false,
  })
  expect(prepareHistory(history, ({ costPerImageMicros }) => costPerImageMicros, 1)).toBeNull()
})

test('marks of the axis of time run into each other, or a point lies beyond it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 4e12 }), { minLength: 1, maxLength: 60 }), (instants) => {
      const history = instants.map((atMs) => point(atMs, known(1000, 900, 1100)))
      const prepared = prepareHistory(history, ({ median }) => median, 1)
      if (prepared === null) throw new Error('Nothing was prepared.')
      const { fromMs, toMs, ticksMs } = prepared.time
      expect(Math.min(...instants)).toBeGreaterThan(fromMs)
      expect(Math.max(...instants)).toBeLessThan(toMs)
      for (const [index, tick] of ticksMs.slice(1).entries()) {
        const least = Math.max((toMs - fromMs) / 5, prepared.isOfDays ? DAY_MS : 0)
        expect(tick - (ticksMs[index] as number)).toBeGreaterThanOrEqual(least)
      }
    }),
  )
})
