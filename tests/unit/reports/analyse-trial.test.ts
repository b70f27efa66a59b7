import { describe, expect, test } from 'vitest'
import { analyseTrial } from '#main/reports/analyse-trial.ts'
import { TrialAnalysis, type ContenderAnalysis } from '#shared/domain/analysis.ts'
import { HOURLY_PRICE, makeContender, makeRow, makeRows, makeTrial } from './make-trial.ts'

const steps = Array.from({ length: 36 }, (_, index) => 1000 + index * 10)

describe('numbers of one contender', () => {
  test('exact figures of a small trial worked by hand', () => {
    const rows = makeRows('contender-0', steps)
    const contender = analyseOne(rows)
    expect(contender).toMatchObject({
      asked: 36,
      succeeded: 36,
      refused: 0,
      failed: 0,
      attempts: 36,
      failures: {},
      spentMicros: 108_000,
      unknownChargeCount: 0,
    })
    // Rank ceil(36 × 0.5) = 18 → 1170 ms, ranks 12 and 25 around it; p90 is rank 33, its interval ends at the largest.
    expect(contender.latency.p50).toMatchObject({ state: 'known', value: 1170, low: 1110, high: 1240, count: 36 })
    expect(contender.latency.p90).toMatchObject({ state: 'known', value: 1320, high: 1350 })
    expect(contender.latency.p95).toEqual({ state: 'too-few', count: 36, neededCount: 72 })
    expect(contender.latency.p99).toEqual({ state: 'too-few', count: 36, neededCount: 368 })
    expect(contender.costPerImageMicros).toMatchObject({ value: 3000, low: 3000, high: 3000, count: 36 })
    // 36 samples, none at the same time as another: 42.3 s at work.
    expect(contender.imagesPerHour).toBeCloseTo((36 / 42.3) * 3600, 6)
  })

  test('failures stay in the denominator of success and out of latency', () => {
    const rows = [
      ...makeRows('contender-0', steps.slice(0, 20)),
      makeRow('contender-0', 30, {
        outcome: 'failed',
        failureClass: 'timeout',
        latencyMs: 60_000,
        attempts: 2,
        chargeMicros: 0,
      }),
    ]
    const contender = analyseOne(rows)
    expect(contender).toMatchObject({ asked: 21, succeeded: 20, failed: 1, attempts: 22, failures: { timeout: 1 } })
    expect(contender.successRate).toMatchObject({ value: 20 / 21, count: 21 })
    expect(contender.latency.p50).toMatchObject({ count: 20, value: 1090 })
  })

  test('a refusal is asked, but neither a failure of the service nor a latency', () => {
    const rows = [
      ...makeRows('contender-0', steps.slice(0, 10)),
      makeRow('contender-0', 20, {
        outcome: 'refused',
        failureClass: 'content-policy',
        latencyMs: 90,
        chargeMicros: 0,
      }),
    ]
    const contender = analyseOne(rows)
    expect(contender).toMatchObject({ asked: 11, succeeded: 10, refused: 1, failed: 0, failures: {} })
    expect(contender.successRate).toMatchObject({ value: 1, count: 10 })
    expect(contender.latency.p50).toMatchObject({ count: 10 })
  })

  test('a warm-up or a probe counts as measured, or a sample that slept through counts as slow', () => {
    const trial = makeTrial([makeContender(0)])
    const rows = Array.from({ length: 6 }, (_, position) => makeRow('contender-0', position))
    const others = [
      makeRow('contender-0', 20, { role: 'warm-up', latencyMs: 90_000 }),
      makeRow('contender-0', 21, { role: 'cold-probe', latencyMs: 90_000, outcome: 'failed', failureClass: 'server' }),
      makeRow('contender-0', 22, { disturbance: 'sleep', latencyMs: 90_000 }),
    ]
    const [contender] = analyseTrial(trial, [...rows, ...others]).contenders
    expect(contender).toMatchObject({ asked: 7, succeeded: 7, failed: 0 })
    expect(contender?.latency.p50).toMatchObject({ state: 'known', count: 6, high: 1000 })
  })

  test('what the user cancelled and what the budget held back say nothing about the provider, but money spent is kept', () => {
    const rows = [
      ...makeRows('contender-0', steps.slice(0, 10)),
      makeRow('contender-0', 20, { outcome: 'cancelled', failureClass: 'cancelled', chargeMicros: null }),
      makeRow('contender-0', 21, { outcome: 'cancelled', failureClass: 'cancelled', chargeMicros: 500 }),
      makeRow('contender-0', 22, { outcome: 'failed', failureClass: 'budget', chargeMicros: 0, attempts: 0 }),
    ]
    const trial = makeTrial([makeContender(0)])
    const analysis = analyseTrial(trial, rows)
    expect(analysis).toMatchObject({ asked: 10, succeeded: 10, spentMicros: 30_500, unknownChargeCount: 1 })
    expect(analysis.points).toHaveLength(10)
    const [contender] = analysis.contenders
    expect(contender).toMatchObject({ failed: 0, failures: {} })
    expect(contender?.successRate).toMatchObject({ value: 1, count: 10 })
    expect(contender?.costPerImageMicros).toMatchObject({ state: 'known', value: 3000 })
    expect(analysis.findings.map(({ text }) => text).join(' ')).toContain('1 sample was not sent, to keep the budget')
  })

  test('one unknown charge makes the cost unknown, while what is known is still summed', () => {
    const contender = analyseOne(makeRows('contender-0', steps, (index) => (index === 3 ? { chargeMicros: null } : {})))
    expect(contender.costPerImageMicros).toEqual({ state: 'unknown', count: 1 })
    expect(contender).toMatchObject({ spentMicros: 105_000, unknownChargeCount: 1 })
  })

  test('one sample supports no percentile and claims none', () => {
    const contender = analyseOne([makeRow('contender-0', 0)])
    for (const estimate of Object.values(contender.latency)) expect(estimate.state).toBe('too-few')
    expect(contender.costPerImageMicros).toMatchObject({ state: 'known', method: 'exact' })
  })

  test('a contender that only failed has no latency, no cost and no rate, and a success of 0', () => {
    const contender = analyseOne(
      Array.from({ length: 9 }, (_, index) =>
        makeRow('contender-0', index, { outcome: 'failed', failureClass: 'server', chargeMicros: 0 }),
      ),
    )
    expect(contender.successRate).toMatchObject({ state: 'known', value: 0, low: 0, count: 9 })
    expect(contender.latency.p50).toEqual({ state: 'too-few', count: 0, neededCount: 6 })
    expect(contender.costPerImageMicros.state).toBe('too-few')
    expect(contender.imagesPerHour).toBeNull()
    expect(contender.phases).toEqual([])
  })

  test('a contender without a row is all empty, not NaN', () => {
    const contender = analyseOne([])
    expect(contender).toMatchObject({ asked: 0, succeeded: 0, spentMicros: 0, imagesPerHour: null })
    expect(JSON.stringify(contender)).not.toContain('null,"count"')
  })

  test('a phase that did not happen is absent, and a mean counts only where it did', () => {
    const phases = { connectMs: null, sendMs: 1, waitMs: 500, pollingMs: null, receiveMs: 10 }
    const contender = analyseOne([
      makeRow('contender-0', 0, { phases: { ...phases, connectMs: 40 } }),
      makeRow('contender-0', 1, { phases }),
    ])
    expect(contender.phases).toContainEqual({ phase: 'connect', meanMs: 40, count: 1 })
    expect(contender.phases.map(({ phase }) => phase)).toEqual(['connect', 'send', 'wait', 'receive'])
  })

  test('a time that no sample reports is unknown, and one that some report is a median over those', () => {
    const rows = makeRows('contender-0', steps, (index) => (index < 7 ? { reportedInferenceMs: 100 + index } : {}))
    const contender = analyseOne(rows)
    expect(contender.reportedQueueMs).toEqual({ state: 'unknown', count: 36 })
    expect(contender.reportedInferenceMs).toMatchObject({ state: 'known', value: 103, count: 7 })
  })

  test('what was not sent as asked is told with the number of samples', () => {
    const warning = { parameter: 'steps', action: 'changed', asked: '28', sent: '4', reason: 'at most 4' } as const
    const contender = analyseOne(makeRows('contender-0', steps, () => ({ warnings: [warning] })))
    expect(contender.warnings).toEqual([{ text: 'steps 28 was sent as 4: at most 4', count: 36 }])
  })
})

describe('pictures an hour of a host', () => {
  const host = makeContender(0, { kind: 'host', price: HOURLY_PRICE, concurrency: 2 })

  test('two at a time count their common time once, a pause not at all, a failure’s time in full', () => {
    const rows = [
      makeRow(host.id, 0, { startedMs: 0, latencyMs: 4000 }),
      makeRow(host.id, 1, { startedMs: 1000, latencyMs: 4000 }),
      makeRow(host.id, 2, { startedMs: 65_000, latencyMs: 5000, outcome: 'failed', failureClass: 'server' }),
    ]
    const contender = analyseTrial(makeTrial([host]), rows).contenders[0]
    // Two pictures in 5 s + 5 s.
    expect(contender?.imagesPerHour).toBe(720)
  })
})

describe('a whole trial', () => {
  test('it fits the contract, is the same twice, and does not depend on the order of rows', () => {
    const trial = makeTrial([makeContender(0), makeContender(1)])
    const rows = [
      ...makeRows('contender-0', steps),
      ...makeRows(
        'contender-1',
        steps.map((value) => value * 2),
      ),
    ]
    const analysis = analyseTrial(trial, rows)
    expect(TrialAnalysis.parse(analysis)).toEqual(analysis)
    expect(analyseTrial(trial, rows.toReversed())).toEqual({
      ...analysis,
      points: expect.arrayContaining(analysis.points),
    })
    expect(analysis).toMatchObject({ asked: 72, succeeded: 72, spentMicros: 216_000 })
  })
})

function analyseOne(rows: ReturnType<typeof makeRows>): ContenderAnalysis {
  const [contender] = analyseTrial(makeTrial([makeContender(0)]), rows).contenders
  if (contender === undefined) throw new Error('the trial has one contender')
  return contender
}
