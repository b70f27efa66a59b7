import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linearAxis, logTicks } from '#renderer/charts/scale.ts'
import { prepareAnsweredWithin } from '#renderer/features/charts/prepare-answered-within.ts'
import {
  describeUnsupported,
  latencyWhiskers,
  orderByCost,
  orderByMedian,
} from '#renderer/features/charts/prepare-latency.ts'
import { prepareColdStarts } from '#renderer/features/charts/prepare-cold-starts.ts'
import { prepareOverTime } from '#renderer/features/charts/prepare-over-time.ts'
import { preparePhases } from '#renderer/features/charts/prepare-phases.ts'
import type { ColdStartAnalysis, Estimate } from '#shared/domain/analysis.ts'
import { contender, contenderAnalysis, frozenPlan, known, trialAnalysis } from './sample-trial.ts'

const plan = frozenPlan([contender('a', 0), contender('b', 1), contender('c', 2)])
const none = { state: 'unknown', count: 0 } as const
const latency = (p50: number | null) => ({
  ...contenderAnalysis('x').latency,
  p50: p50 === null ? ({ state: 'too-few', count: 2, neededCount: 6 } as const) : known(p50, p50 - 100, p50 + 100),
})
const point = (contenderId: string, latencyMs: number, succeeded = true) => ({
  contenderId,
  position: 0,
  dueMs: 0,
  latencyMs,
  succeeded,
  askedAgain: false,
})

describe('order', () => {
  test('is by the number on show; who has none comes last and is not dropped', () => {
    const analysis = trialAnalysis([
      contenderAnalysis('a', { latency: latency(null), costPerImageMicros: known(100) }),
      contenderAnalysis('b', { latency: latency(2000), costPerImageMicros: none }),
      contenderAnalysis('c', { latency: latency(1000), costPerImageMicros: known(50) }),
    ])
    expect(orderByMedian(plan, analysis).map((item) => item.contender.id)).toEqual(['c', 'b', 'a'])
    expect(orderByCost(plan, analysis).map((item) => item.contender.id)).toEqual(['c', 'a', 'b'])
  })
})

test('a percentile that n does not support is not drawn', () => {
  expect(latencyWhiskers(contenderAnalysis('a')).map(({ mark, value }) => [mark, value])).toEqual([['marker', 1]])
  expect(describeUnsupported(trialAnalysis([contenderAnalysis('a')]))).toBe(
    'p90 needs n 72, p95 needs n 72, p99 needs n 72, so they are not shown',
  )
})

describe('answered within', () => {
  test('a line that loses its failures, or ends before the axis does', () => {
    const answeredWithin = [1000, 2000, 3000].map((latencyMs, index) => ({ latencyMs, share: (index + 1) / 4 }))
    const drawn = prepareAnsweredWithin(
      plan,
      trialAnalysis([contenderAnalysis('a', { answeredWithin }), contenderAnalysis('b'), contenderAnalysis('c')]),
    )
    const line = drawn?.lines.find(({ contenderId }) => contenderId === 'a')
    expect(line?.steps.map(({ share }) => share)).toEqual([0, 0.25, 0.5, 0.75, 0.75])
    expect(line?.steps.map(({ seconds }) => seconds)).toEqual([0.9, 1, 2, 3, expect.closeTo(3.3, 9)])
  })
  test('draws no line for a contender that never answered', () => {
    const answeredWithin = [{ latencyMs: 1000, share: 1 }]
    const one = trialAnalysis([
      contenderAnalysis('a', { answeredWithin }),
      contenderAnalysis('b'),
      contenderAnalysis('c'),
    ])
    expect(prepareAnsweredWithin(plan, one)?.lines.find(({ contenderId }) => contenderId === 'b')).toMatchObject({
      steps: [],
      labelled: null,
    })
    expect(prepareAnsweredWithin(plan, trialAnalysis([contenderAnalysis('a')]))).toBeNull()
  })
  test('does not lay one name on another', () => {
    const answeredWithin = Array.from({ length: 45 }, (_, index) => ({
      latencyMs: 1000 + index,
      share: (index + 1) / 100,
    }))
    const same = prepareAnsweredWithin(
      plan,
      trialAnalysis(['a', 'b', 'c'].map((id) => contenderAnalysis(id, { latency: latency(1000), answeredWithin }))),
    )
    const shares =
      same?.lines.flatMap(({ labelled }) => (labelled === null ? [] : [labelled.share])).sort((x, y) => x - y) ?? []
    expect(shares).toHaveLength(3)
    expect(Math.min((shares[1] ?? 0) - (shares[0] ?? 0), (shares[2] ?? 0) - (shares[1] ?? 0))).toBeGreaterThanOrEqual(
      0.08,
    )
  })
})

test('phases make a whole: one that happened in a tenth of the pictures adds a tenth of itself', () => {
  const phases = [
    { phase: 'connect', meanMs: 400, count: 1 },
    { phase: 'wait', meanMs: 900, count: 10 },
  ] as const
  // Ten pictures of the headline's load, whatever else was asked: a sweep has more.
  const numbers = contenderAnalysis('a', {
    succeeded: 40,
    latency: { ...contenderAnalysis('a').latency, p50: known(1000, 900, 1100, 10) },
    phases: [...phases],
  })
  const { bars, table } = preparePhases(plan, trialAnalysis([numbers]))
  expect(bars[0]?.values).toEqual({ connect: 0.04, wait: 0.9 })
  expect(bars[0]?.total).toBeCloseTo(0.94, 9)
  expect(table.rows.map(({ addsSeconds, happenedIn, pictures }) => [addsSeconds, happenedIn, pictures])).toEqual([
    [0.04, 1, 10],
    [0.9, 10, 10],
  ])
})

test('a failure does not stretch the axis of the run, and is still there', () => {
  const over = prepareOverTime(plan, trialAnalysis([], { points: [point('a', 1000), point('a', 180_000, false)] }))
  expect(over.latency.to).toBe(1)
  expect(over.lines.map(({ points }) => points.length)).toEqual([1])
  expect(over.without).toEqual([0])
  expect(over.table.rows).toHaveLength(2)
})
test('the axis of a long run is read in minutes', () => {
  const over = prepareOverTime(plan, trialAnalysis([], { points: [{ ...point('a', 1000), dueMs: 1_800_000 }] }))
  expect(over.time.to).toBe(1800)
  expect(over.time.write(600)).toBe('10 min')
})

describe('axes', () => {
  test('start at 0, hold the highest value and are not much longer', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (highest) => {
        const axis = linearAxis(highest, 5)
        expect(axis.ticks[0]).toBe(0)
        expect(axis.maximum).toBeGreaterThanOrEqual(highest * (1 - 1e-9))
        expect(axis.maximum).toBeLessThanOrEqual(highest * 2.01)
        expect(axis.ticks.length).toBeLessThanOrEqual(8)
      }),
    )
  })
  test('without a value are still axes', () => {
    expect(linearAxis(0, 5)).toEqual({ maximum: 1, ticks: [0, 1] })
  })
  test('of logarithms mark round values within their ends only', () => {
    expect(logTicks(0.45, 6.8)).toEqual([0.5, 1, 2, 3, 5])
  })
})

const coldStart = (coldShare: Estimate): ColdStartAnalysis => ({
  gaps: [{ gapMs: 60_000, cold: 1, warm: 1, unknown: 1, coldShare }],
  penaltyMs: { state: 'too-few', count: 0, neededCount: 6 },
  failed: 0,
  basis: { reported: 2, byRule: 0, unknown: 1 },
  rule: null,
})

test('the key of cold starts names a contender that has no mark, and nothing says why', () => {
  const few: Estimate = { state: 'too-few', count: 0, neededCount: 1 }
  const prepared = prepareColdStarts(
    plan,
    trialAnalysis([
      contenderAnalysis('a', { coldStart: coldStart(known(0.5, 0.1, 0.9)) }),
      contenderAnalysis('b', { coldStart: coldStart(few) }),
      contenderAnalysis('c'),
    ]),
  )
  expect(prepared?.probed.map(({ contender: { id } }) => id)).toEqual(['a', 'b'])
  expect(prepared?.lines.map(({ contenderId }) => contenderId)).toEqual(['a'])
  expect(prepared?.unmarked).toBe('No mark for B: no probe of it could be told cold from warm.')
})
