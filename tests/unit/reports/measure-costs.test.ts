import { describe, expect, test } from 'vitest'
import { analyseTrial } from '#main/reports/analyse-trial.ts'
import { throughput } from '#main/reports/images-per-hour.ts'
import type { Contender } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { DEFAULT_ASSUMPTIONS } from '#shared/domain/default-assumptions.ts'
import { averagedText } from '#shared/economics/averaged-text.ts'
import { costBasisOf } from '#shared/economics/cost-basis-of.ts'
import { costPerUsableImage, monthCost } from '#shared/economics/month-cost.ts'
import { prepareSetting } from '#shared/economics/month-setting.ts'
import { createRandom } from '#shared/stats/random.ts'
import { HOURLY_PRICE, makeContender, makeRow, makeRows, makeTrial } from './make-trial.ts'

function basisOf(rows: SampleRow[], changes: Partial<Contender> = {}) {
  const trial = makeTrial([makeContender(0, changes)])
  const [analysis] = analyseTrial(trial, rows).contenders
  const [contender] = trial.plan.contenders
  if (analysis === undefined || contender === undefined) throw new Error('expected one contender')
  return costBasisOf(contender, analysis)
}

const SETTING = prepareSetting(DEFAULT_ASSUMPTIONS)
const askedFrom = (from: number, until: number) =>
  prepareSetting({
    ...DEFAULT_ASSUMPTIONS,
    traffic: { kind: 'own', weights: Array.from({ length: 24 }, (_, hour) => (hour >= from && hour < until ? 1 : 0)) },
  })
const timeOut = (position: number, chargeMicros: number | null): SampleRow =>
  makeRow('contender-0', position, { outcome: 'failed', failureClass: 'timeout', chargeMicros, examined: null })

describe('what the cost of a measured contender is reckoned from', () => {
  test('calls that failed and were billed are lost, or counted twice', () => {
    // 36 pictures at $0.003 and 4 time-outs at $0.0027: $0.1188 ÷ 36 = $0.0033 a picture, of which $0.0108 ÷ $0.1188 = 1/11 is for nothing.
    const rows = [...makeRows('contender-0', Array(36).fill(1000)), ...[36, 37, 38, 39].map((at) => timeOut(at, 2700))]
    const basis = basisOf(rows)
    expect(basis.billing).toMatchObject({
      by: 'units',
      unitsPerImage: { value: expect.closeTo(1.1, 9), count: 36, source: 'measured' },
    })
    expect(basis.failed).toMatchObject({ share: { value: 0.1, count: 40 }, chargeShare: expect.closeTo(1 / 11, 9) })
    const month = monthCost(basis, 10_000, SETTING)
    expect(month).toMatchObject({
      state: 'known',
      total: { value: 33_000_000 },
      items: [
        { kind: 'pictures', amountMicros: 30_000_000 },
        { kind: 'failed-calls', amountMicros: 3_000_000 },
      ],
    })
  })

  test('one unknown charge makes the whole cost unknown, and not smaller', () => {
    const basis = basisOf([...makeRows('contender-0', Array(36).fill(1000)), timeOut(36, null)])
    expect(basis.billing).toMatchObject({ unitsPerImage: null })
    expect(basis.failed.chargeShare).toBeNull()
    expect(monthCost(basis, 1000, SETTING).state).toBe('unknown')
  })

  test('pictures that are no use cost as if they were', () => {
    // 9 of 36 are black, one repeat of each prompt: $0.003 ÷ 0.75
    const rows = makeRows('contender-0', Array(36).fill(1000)).map((row, index): SampleRow =>
      index < 9 ? { ...row, flags: ['black'] } : row,
    )
    const basis = basisOf(rows)
    expect(basis.usableShare).toMatchObject({ value: 0.75, count: 36 })
    expect(costPerUsableImage(basis, 10_000, SETTING)).toMatchObject({ state: 'known', value: expect.closeTo(4000, 6) })
  })

  test('a rented machine is costed by what its samples were charged', () => {
    const basis = basisOf(makeRows('contender-0', Array(36).fill(2000)), { kind: 'host', price: HOURLY_PRICE })
    // Two seconds each, one after the other: 1,800 an hour.
    expect(basis.billing).toMatchObject({ by: 'machine', slots: 1, imagesPerHour: { value: 1800, count: 36 } })
  })

  test('the hours that a trial ran in decide what a month at other hours costs', () => {
    // From 15:02 on: half of the pictures are drawn before 16:00, at the peak price, half of them after.
    const peakHours = { timeZone: 'UTC', fromHour: 8, untilHour: 16, amountUsd: '0.004' }
    const price = { ...HOURLY_PRICE, unit: 'image' as const, amountUsd: '0.003', peakHours }
    const rows = Array.from({ length: 36 }, (_, position) =>
      makeRow('contender-0', position, {
        startedMs: position < 18 ? position * 2000 : 3_600_000 + position * 2000,
        chargeMicros: position < 18 ? 4000 : 3000,
      }),
    )
    const basis = basisOf(rows, { price })
    expect(basis.billing).toMatchObject({ by: 'units', unitsPerImage: { value: 1, low: 1, high: 1, count: 36 } })
    // Asked for in the night alone, none of them costs the peak price; in office hours alone, all of them do.
    expect(monthCost(basis, 10_000, askedFrom(20, 24))).toMatchObject({ total: { value: 30_000_000 } })
    expect(monthCost(basis, 10_000, askedFrom(9, 15))).toMatchObject({ total: { value: 40_000_000 } })
  })

  test('what was averaged is not told, or told of a list price', () => {
    const rows = makeRows('contender-0', Array(36).fill(1000))
    const tokenRates = { textInputUsd: '5', imageInputUsd: '8', imageOutputUsd: '30' }
    const byTokens = basisOf(rows, { price: { ...HOURLY_PRICE, unit: 'image', amountUsd: '0.006', tokenRates } })
    expect(byTokens.billing).toMatchObject({ by: 'charges', averaged: 'tokens', perImageMicros: { value: 3000 } })
    expect(averagedText(byTokens)).toBe(
      'The mean charge of 36 pictures stands for each of a month, whatever its hour and volume: it is billed by tokens, whose number hangs on each prompt and picture.',
    )
    const unpriced = basisOf(rows, { price: null })
    expect(unpriced.billing).toMatchObject({ by: 'charges', perImageMicros: { value: 3000 } })
    expect(averagedText(unpriced)).toMatch(/no list price is known\.$/)
    expect(averagedText(basisOf(rows, { price: { ...HOURLY_PRICE, unit: 'image', amountUsd: '0.003' } }))).toBeNull()
  })

  test('what probes after idling found is lost on the way to a month', () => {
    const probes = [60_000, 60_000, 600_000, 600_000].map((idleMs, index) =>
      makeRow('contender-0', 36 + index, {
        role: 'cold-probe',
        idleMs,
        reportedCold: idleMs > 60_000,
        latencyMs: 9000,
      }),
    )
    const trial = makeTrial([makeContender(0, { kind: 'host', price: HOURLY_PRICE })])
    const plan = { ...trial.plan, coldProbes: { gapsMinutes: [1, 10], probes: 2 } }
    const rows = [...makeRows('contender-0', Array(36).fill(1000)), ...probes]
    const [analysis] = analyseTrial({ ...trial, plan }, rows).contenders
    const [contender] = plan.contenders
    if (analysis === undefined || contender === undefined) throw new Error('expected one contender')
    expect(costBasisOf(contender, analysis).coldStart.curve).toEqual([
      { gapSeconds: 60, share: expect.objectContaining({ value: 0, count: 2, source: 'measured' }) },
      { gapSeconds: 600, share: expect.objectContaining({ value: 1, count: 2 }) },
    ])
  })
})

describe('pictures an hour', () => {
  test('of 1,000 runs, the interval holds the truth in fewer than 93 of 100, or in more than 98', () => {
    // 80 samples, one after the other, log-normal around 4 s, one in ten failed: 0.9 ÷ (4 s × e^(0.3² / 2)).
    const random = createRandom(17)
    const truth = (0.9 * 3600) / (4 * Math.exp(0.3 ** 2 / 2))
    let covered = 0
    for (let run = 0; run < 1000; run += 1) {
      let now = 0
      const rows = Array.from({ length: 80 }, (_, position) => {
        const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
        const latencyMs = 4000 * Math.exp(0.3 * normal)
        const row = makeRow('contender-0', position, { startedMs: now, latencyMs })
        now += latencyMs
        return random.next() < 0.1 ? { ...row, image: null } : row
      })
      const rate = throughput(rows)
      if (rate.state === 'known' && rate.low <= truth && truth <= rate.high) covered += 1
    }
    expect(covered / 1000).toBeGreaterThan(0.93)
    expect(covered / 1000).toBeLessThan(0.98)
  })

  test('a handful of samples is given an interval', () => {
    const few = throughput(makeRows('contender-0', [1000, 1500, 1200]))
    expect(few).toMatchObject({ state: 'known', method: 'exact' })
    expect(throughput([])).toEqual({ state: 'too-few', count: 0, neededCount: 1 })
  })
})
