import { describe, expect, test } from 'vitest'
import { DEFAULT_ASSUMPTIONS } from '#shared/domain/default-assumptions.ts'
import type { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import { firstSettings, withScenario } from '#shared/decision/scenarios.ts'
import { compareMonths } from '#shared/economics/compare-costs.ts'
import { tornado } from '#shared/economics/tornado.ts'
import { prepareMonthCurves, prepareUtilisationCurves } from '#renderer/features/economics/prepare-cost-curves.ts'
import { curveTable } from '#renderer/features/economics/prepare-curve-table.ts'
import { prepareTornado } from '#renderer/features/economics/prepare-tornado.ts'
import { assumptionsOf } from '#shared/economics/assumptions-of.ts'
import { settingsWith, withEngineerHours } from '#renderer/features/economics/edit-assumptions.ts'
import { nearestStop, VOLUME_STOPS } from '#renderer/features/economics/volume-stops.ts'
import { machine, managed, measured, typed } from '../shared/economics/make-basis.ts'

const GPU = machine('1', measured(9000, 10_000, 11_000), { usableShare: typed(1) })
const API = managed('0.01', { usableShare: typed(1) })
const DEAR = managed('0.5', { id: 'dear', name: 'Dear', usableShare: typed(1) })
const POSITIONS = new Map([
  ['gpu', 0],
  ['api-0.01', 1],
  ['dear', 2],
])

function assume(changes: Partial<CostAssumptions>): CostAssumptions {
  return { ...DEFAULT_ASSUMPTIONS, ...changes }
}

describe('lines of a month', () => {
  const assumptions = assume({ imagesPerMonth: 120_000 })
  const curves = prepareMonthCurves(compareMonths([GPU, API, DEAR], assumptions), assumptions, POSITIONS)

  test('the ring is not where the lines cross, or says another number', () => {
    // 73,001 × $0.01
    expect(curves.crossings).toContainEqual({
      x: 73_001,
      words: '73k',
      y: expect.closeTo(730.01, 2),
      isWrittenAbove: false,
    })
  })

  test('a line far above the others makes them flat, or loses its name', () => {
    expect(curves.y.maximum).toBeLessThan(10_000)
    const dear = curves.lines.find(({ contenderId }) => contenderId === 'dear')
    expect(dear?.nameAt).toMatchObject({ y: curves.y.maximum })
    expect(dear?.nameAt.x).toBeLessThan(curves.x.maximum)
  })

  test('the reader’s own volume is not among the points, so that its row is missing', () => {
    const own = curves.points.find(({ x }) => x === 120_000)
    expect(own?.values).toMatchObject({ gpu: 730, 'api-0.01': 1200 })
    expect(curves.own).toEqual({ x: 120_000, words: 'your volume, 120k' })
  })
})

test('two names at the ends of lines lie on each other', () => {
  const assumptions = assume({ imagesPerMonth: 10_000 })
  const near = managed('0.0101', { id: 'near', name: 'Near' })
  const { lines, y } = prepareMonthCurves(compareMonths([API, near], assumptions), assumptions, POSITIONS)
  const [upper, lower] = lines.map(({ nameAt }) => nameAt.y).toSorted((left, right) => right - left)
  expect((upper ?? 0) - (lower ?? 0)).toBeGreaterThan(y.maximum * 0.04)
})

test('an unknown cost is drawn as nothing at all, at 0', () => {
  const unknown = managed('', {
    id: 'dark',
    billing: { by: 'charges', perImageMicros: null, averaged: 'no-list-price' },
  })
  const assumptions = assume({})
  const curves = prepareMonthCurves(compareMonths([GPU, unknown], assumptions), assumptions, POSITIONS)
  expect(curves.lines.map(({ contenderId }) => contenderId)).toEqual(['gpu'])
  expect(curves.points.every(({ values }) => values['dark'] === undefined)).toBe(true)
})

test('a point of a line that is missing from the rows behind it, or costs 0 there where it is not known', () => {
  const assumptions = assume({ imagesPerMonth: 120_000 })
  const curves = prepareMonthCurves(compareMonths([GPU, API], assumptions), assumptions, POSITIONS)
  const [first] = curves.points
  const { rows } = curveTable(
    { ...curves, points: [{ x: first?.x ?? 0, values: {}, bands: {} }, ...curves.points.slice(1)] },
    {
      x: { head: 'Pictures a month', name: 'pictures_a_month', divisor: 1 },
      cost: { head: 'A month', name: 'month', places: 2 },
    },
  )
  expect(rows).toHaveLength(2 * curves.points.length)
  expect(rows[0]).toMatchObject({ contender: { id: 'gpu' }, value: null, low: null, high: null })
  expect(rows.find(({ x, contender }) => x === 120_000 && contender.id === 'api-0.01')?.value).toBe(1200)
})

test('the utilisation at which a usable picture costs as much is another than that of the rings', () => {
  // $1 ÷ 10,000 ÷ 0.01 = 1 %, below the axis; against $0.0005 it is 20 %.
  const assumptions = assume({ imagesPerMonth: 100_000, utilisation: 0.4 })
  const cheap = managed('0.0005', { usableShare: typed(1) })
  const curves = prepareUtilisationCurves(compareMonths([GPU, cheap], assumptions), assumptions, POSITIONS)
  expect(curves.crossings).toEqual([
    { x: expect.closeTo(0.2, 3), y: expect.closeTo(0.0005, 9), words: '20 %', isWrittenAbove: false },
  ])
  expect(curves.own).toEqual({ x: 0.4, words: 'yours, 40 %' })
})

test('bars of the tornado are in another unit than its base, or outside of its axis', () => {
  const found = tornado([GPU, API], { id: 'gpu', againstId: 'api-0.01' }, assume({ imagesPerMonth: 120_000 }))
  if (found.state !== 'known') throw new Error(found.reason)
  const { base, rows, domain } = prepareTornado(found)
  expect(base).toBeCloseTo(found.baseMicros / 1e6, 9)
  expect(rows[0]).toMatchObject({ id: found.bars[0]?.id })
  expect(rows.every(({ atLow, atHigh }) => Math.min(atLow, atHigh) >= domain[0])).toBe(true)
  expect(rows.every(({ atLow, atHigh }) => Math.max(atLow, atHigh) <= domain[1])).toBe(true)
})

describe('what is assumed', () => {
  test('another volume leaves the scenario in place that set the one before, or loses other settings', () => {
    const settings = withScenario(firstSettings(), 'batch')
    const changed = { ...settings, ...settingsWith(settings, { imagesPerMonth: 7 }) }
    expect(changed).toEqual({ ...settings, scenario: 'own', imagesPerMonth: 7 })
    expect(settingsWith(settings, { utilisation: 0.5 })).toEqual({ costs: { ...settings.costs, utilisation: 0.5 } })
    expect(assumptionsOf(firstSettings())).toEqual(DEFAULT_ASSUMPTIONS)
  })

  test('engineer hours outside of their range leave it out of order, and are not counted', () => {
    expect(withEngineerHours(DEFAULT_ASSUMPTIONS, 80)).toMatchObject({
      countOverhead: true,
      machineOverhead: { engineerShare: { low: 0.15, likely: 0.5, high: 0.5, source: 'typed-in' } },
    })
  })

  test('the slider of volumes is stuck between two stops', () => {
    expect(VOLUME_STOPS.every((stop, place) => place === 0 || stop > (VOLUME_STOPS[place - 1] as number))).toBe(true)
    expect(VOLUME_STOPS.map(nearestStop)).toEqual(VOLUME_STOPS.map((_, place) => place))
    expect(VOLUME_STOPS[nearestStop(123_456)]).toBe(120_000)
    expect(VOLUME_STOPS[nearestStop(1)]).toBe(100)
  })
})

test('rings near each other have their numbers on one another, and a line above all others has its name among them', () => {
  const assumptions = assume({ imagesPerMonth: 50_000 })
  const [near, slow] = [
    managed('0.0001', { usableShare: typed(1) }),
    machine('1.1', 20_000, { id: 'slow', usableShare: typed(1) }),
  ]
  const far = managed('1', { id: 'far', name: 'Far', usableShare: typed(1) })
  const fast = machine('1', 20_000, { usableShare: typed(1) })
  const bases = [fast, slow, near, far]
  const { crossings, lines, x, y } = prepareUtilisationCurves(compareMonths(bases, assumptions), assumptions, POSITIONS)
  // $1 ÷ 20,000 ÷ $0.0001 = 50 %, $1.10: 55 %.
  expect(crossings.map(({ words, isWrittenAbove }) => [words, isWrittenAbove])).toEqual([
    ['50 %', false],
    ['55 %', true],
  ])
  expect(lines.find(({ contenderId }) => contenderId === 'far')).toMatchObject({
    name: 'Far',
    isAbove: true,
    marker: null,
    nameAt: { x: x.maximum, y: y.maximum },
  })
})
