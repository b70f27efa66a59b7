import { describe, expect, test } from 'vitest'
import { analyseTrial } from '#main/reports/analyse-trial.ts'
import type { Case } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { makeContender, makeRow, makeTrial } from './make-trial.ts'

const PROMPTS = 12
const CONTENDERS = [makeContender(0), makeContender(1)]

/** Every prompt at so many values of an axis that changes nothing: each case of a prompt takes and costs the same. */
function matrix(values: number): { trial: Trial; rows: SampleRow[] } {
  const plain = makeTrial(CONTENDERS, { prompts: PROMPTS * values })
  const cases = plain.plan.cases.map((one): Case => ({
    ...one,
    promptIndex: Math.floor(one.index / values),
    coordinates: { axis: String(one.index) },
  }))
  const rows = CONTENDERS.flatMap(({ id }, side) =>
    cases.map(({ index, promptIndex }) => {
      const own = (promptIndex * (side === 0 ? 7 : 5)) % PROMPTS
      const latencyMs = 1000 + 100 * own + side * 150
      return makeRow(id, side * cases.length + index, { caseIndex: index, latencyMs, chargeMicros: 3000 + 100 * own })
    }),
  )
  return { trial: { ...plain, plan: { ...plain.plan, cases } }, rows }
}

/** What is resampled. */
function intervals({ trial, rows }: { trial: Trial; rows: SampleRow[] }) {
  const { medianRatios, contenders, findings } = analyseTrial(trial, rows)
  const ends = contenders.map(({ costPerImageMicros: cost }) =>
    cost.state === 'known' ? { low: cost.low, high: cost.high, method: cost.method } : cost,
  )
  return { medianRatios, ends, latency: findings.filter(({ text }) => text.includes('told apart by median')).length }
}

describe('cases of one prompt', () => {
  test('make an interval narrower, as if they were as many independent prompts', () => {
    const once = intervals(matrix(1))
    expect(once.medianRatios).toMatchObject([{ ratio: { state: 'known', count: PROMPTS } }])
    // Eight times the same tells nothing more; with each case drawn for itself it would seem to tell nearly three times as much.
    expect(intervals(matrix(8))).toEqual(once)
  })

  test('let a few prompts pass for enough to have an interval', () => {
    const { trial, rows } = matrix(3)
    const cases = trial.plan.cases.map((one) => ({ ...one, promptIndex: one.promptIndex % 5 }))
    const analysis = analyseTrial({ ...trial, plan: { ...trial.plan, cases } }, rows)
    expect(analysis.medianRatios).toMatchObject([{ ratio: { state: 'too-few', count: 5, neededCount: 6 } }])
    expect(analysis.contenders).toMatchObject([
      { costPerImageMicros: { method: 'exact' } },
      { costPerImageMicros: { method: 'exact' } },
    ])
    expect(analysis.findings.map(({ text }) => text)).toContain(
      '5 prompts: costs have no interval, and what holds for these prompts may not hold for others. 6 are needed.',
    )
  })
})
