import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { analyseAttempts, analyseHeldBack } from '#main/reports/analyse-attempts.ts'
import { analyseCharts } from '#main/reports/analyse-charts.ts'
import { countInBins, latencyBins } from '#main/reports/analyse-distribution.ts'
import { analyseRun, runGrid } from '#main/reports/analyse-run.ts'
import { analyseTrial } from '#main/reports/analyse-trial.ts'
import { TrialCharts } from '#shared/domain/chart-analysis.ts'
import { describeColdStarts } from '#shared/domain/describe-cold-starts.ts'
import { describeUsable } from '#shared/domain/describe-usable.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { makeContender, makeRow, makeRows, makeTrial } from './make-trial.ts'

const ID = 'contender-0'
const NOTHING = { attempts: [], charges: [] }

describe('bins of latencies', () => {
  test('lose one, count one twice, or do not hold the ends', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.1, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 }),
        (latencies) => {
          const edges = latencyBins(latencies)
          expect(edges).toEqual(edges.toSorted((left, right) => left - right))
          expect(edges[0]).toBeLessThanOrEqual(Math.min(...latencies))
          expect(edges.at(-1)).toBeGreaterThanOrEqual(Math.max(...latencies))
          expect(countInBins(latencies, edges).reduce((sum, count) => sum + count, 0)).toBe(latencies.length)
        },
      ),
    )
  })
  test('by hand: a value on an edge belongs to the bin that begins there', () => {
    expect(countInBins([1, 2, 2, 3.9, 4], [1, 2, 4])).toEqual([1, 4])
    expect(latencyBins([])).toEqual([])
    expect(countInBins([5], [])).toEqual([])
    // Neighbours in floating point: edges between them would not ascend.
    const edges = latencyBins([899_999.999_999_999_9, 900_000])
    expect(edges).toEqual([...new Set(edges)].toSorted((left, right) => left - right))
  })
})

describe('the run in stretches', () => {
  test('a sample counts where it finished instead of where it was due, or a failure is lost', () => {
    const rows = [
      ...makeRows(
        ID,
        [10, 20, 30, 40, 50, 60].map((ms) => ms),
        (index) => ({ dueMs: index, startedMs: index, finishedMs: 9_000 }),
      ),
      makeRow(ID, 30, { dueMs: 100, outcome: 'failed', failureClass: 'timeout' }),
    ]
    const slices = analyseRun(rows, runGrid([rows]))
    expect(slices).toHaveLength(2)
    expect(slices[0]).toMatchObject({
      fromMs: 0,
      toMs: 50,
      asked: 6,
      succeeded: 6,
      median: { state: 'known', value: 30 },
    })
    expect(slices[1]).toMatchObject({ fromMs: 50, toMs: 100, asked: 1, succeeded: 0, median: { state: 'too-few' } })
  })
  test('of samples that were all due at once, or of none, there is none', () => {
    expect(runGrid([[]])).toBeNull()
    expect(analyseRun([], null)).toEqual([])
  })
})

describe('tries and waits', () => {
  test('a cancelled sample counts as a failure of the service, or a try that a retry made good is lost', () => {
    const found = analyseAttempts([
      { outcome: 'succeeded', failureClass: null, attemptFailureClass: null, count: 7 },
      { outcome: 'succeeded', failureClass: null, attemptFailureClass: 'rate-limit', count: 3 },
      { outcome: 'failed', failureClass: 'rate-limit', attemptFailureClass: 'rate-limit', count: 2 },
      { outcome: 'cancelled', failureClass: 'cancelled', attemptFailureClass: 'cancelled', count: 5 },
      { outcome: 'failed', failureClass: 'budget', attemptFailureClass: 'network', count: 1 },
    ])
    expect(found).toEqual({ succeeded: 7, failures: { 'rate-limit': 5 } })
  })
  test('those that did not wait shorten the wait of those that did', () => {
    const rows = [...makeRows(ID, [1, 1, 1, 1]), ...makeRows(ID, [1, 1, 1, 1, 1, 1], () => ({ heldBackMs: 4000 }))]
    expect(analyseHeldBack(rows)).toMatchObject({
      share: { state: 'known', value: 0.6, count: 10 },
      median: { state: 'known', value: 4000, count: 6 },
      totalMs: 24_000,
    })
  })
})

test('charts speak of other samples than the numbers beside them: a warm-up, one that slept, or another stage', () => {
  const trial = makeTrial([makeContender(0)])
  const load: FrozenPlan['load'] = { kind: 'sweep', concurrencies: [1, 4] }
  const sweep = { ...trial, plan: { ...trial.plan, load } }
  const rows = [
    ...makeRows(ID, [1000, 1100, 1200, 1300, 1400, 1500]),
    makeRow(ID, 20, { stage: 1, latencyMs: 9000 }),
    makeRow(ID, 21, { role: 'warm-up', latencyMs: 9000 }),
    makeRow(ID, 22, { disturbance: 'sleep', latencyMs: 9000 }),
  ]
  const charts = analyseCharts(sweep, rows, NOTHING)
  expect(TrialCharts.parse(charts)).toEqual(charts)
  const [own] = charts.contenders
  const count = own?.latencyCounts.reduce((sum, each) => sum + each, 0)
  expect(count).toBe(analyseTrial(sweep, rows).contenders[0]?.latency.p50.count)
  expect(charts.binEdgesMs.at(-1)).toBe(1500)
  // Neither of the other stage, nor the one that slept.
  expect(own?.answeredOf).toBe(6)
  expect(own?.slices.reduce((sum, { asked }) => sum + asked, 0)).toBe(8)
})

describe('cold against warm', () => {
  const trial = makeTrial([makeContender(0)])
  const probed = { ...trial, plan: { ...trial.plan, coldProbes: { gapsMinutes: [15], probes: 8 } } }
  const probe = (position: number, reportedCold: boolean, latencyMs: number) =>
    makeRow(ID, position, { role: 'cold-probe', idleMs: 900_000, reportedCold, latencyMs })
  const rows = [
    ...makeRows(
      ID,
      Array.from({ length: 20 }, () => 1000),
    ),
    ...Array.from({ length: 6 }, (_, index) => probe(30 + index, true, 9000)),
    ...Array.from({ length: 2 }, (_, index) => probe(40 + index, false, 1000)),
  ]

  test('a warm probe is in the latency of the cold, or states differ from those that are counted', () => {
    const [own] = analyseCharts(probed, rows, NOTHING).contenders
    expect(own).toMatchObject({ coldMs: { value: 9000, count: 6 }, warmMs: { value: 1000, count: 20 } })
    const gap = analyseTrial(probed, rows).contenders[0]?.coldStart?.gaps[0]
    const states = own?.probes.map(({ state }) => state) ?? []
    expect([gap?.cold, gap?.warm]).toEqual(
      ['cold', 'warm'].map((word) => states.filter((state) => state === word).length),
    )
  })
  test('in words: an interval is missing, or who was never cold', () => {
    expect(describeColdStarts(analyseTrial(probed, rows), () => 'Modal')).toEqual([
      'Modal was cold after 15 min idle in 6 of 8 probes (41 to 93 %); a cold start costs 8.00 s more (8.00 s to 8.00 s, n 6).',
    ])
    const warm = rows.map((row) => ({ ...row, reportedCold: row.role === 'cold-probe' ? false : row.reportedCold }))
    expect(describeColdStarts(analyseTrial(probed, warm), () => 'Modal')).toEqual([
      'Modal was never found cold in 8 probes.',
    ])
    expect(describeColdStarts(analyseTrial(trial, rows), () => 'Modal')).toEqual([])
  })
})

test('usable pictures in words: those that are not examined count as failing', () => {
  const trial = makeTrial([makeContender(0)])
  const words = (change: (index: number) => object) =>
    describeUsable(analyseTrial(trial, makeRows(ID, [1, 1, 1, 1], change)), () => 'Novita')
  expect(words(() => ({}))).toEqual(['All 4 pictures pass every automatic gate.'])
  expect(words((index) => (index === 0 ? { flags: ['black'] } : {}))).toEqual([
    '3 of 4 pictures pass every automatic gate.',
    'Novita: 3 of 4 pictures usable: 1 black.',
  ])
  expect(words((index) => (index === 0 ? { examined: false } : {}))[0]).toBe(
    '3 of 3 pictures pass every automatic gate; 1 is not examined yet.',
  )
  expect(words(() => ({ examined: false }))[0]).toBe('None of 4 pictures has been examined yet.')
})
