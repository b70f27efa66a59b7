import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CriterionId } from '#shared/domain/decision-settings.ts'
import type { ScoreCell, ScoreTable } from '#shared/decision/score-table.ts'
import { meanTotals, drawnTotals, drawScores, drawWeights, shareBetter, winShares } from '#shared/decision/sweep.ts'
import { weightCurve } from '#shared/decision/weight-curve.ts'

const NAMES: readonly CriterionId[] = ['cost', 'latency', 'quality', 'reliability']

/** A table of scores with so much noise to either side. */
function tableOf(rows: readonly (readonly number[])[], half = 0): ScoreTable {
  return {
    contenderIds: rows.map((_, place) => `c${place}`),
    criterionIds: NAMES.slice(0, rows[0]?.length),
    cells: rows.map((row) =>
      row.map((value): ScoreCell => ({ value, low: value - half, high: value + half, law: 'normal', isKnown: true })),
    ),
  }
}

function sharesOf(
  table: ScoreTable,
  weights: readonly number[],
  kind: 'yours' | 'near' | 'any',
  draws = 500,
): number[] {
  const contenders = table.contenderIds.length
  const totals = drawnTotals(drawScores(table, 7, draws), drawWeights(kind, weights, 7, draws), { contenders, draws })
  return winShares(totals, contenders)
}

/** Above 0, so that there is something worse that is not cut off. */
const score = fc.double({ min: 0.02, max: 1, noNaN: true })
const tables = fc
  .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 4 }))
  .chain(([contenders, criteria]) =>
    fc.tuple(
      fc.array(fc.array(score, { minLength: criteria, maxLength: criteria }), {
        minLength: contenders,
        maxLength: contenders,
      }),
      fc.array(fc.integer({ min: 1, max: 20 }), { minLength: criteria, maxLength: criteria }),
    ),
  )
  .map(([rows, given]) => {
    const sum = given.reduce((total, weight) => total + weight, 0)
    return { rows, weights: given.map((weight) => weight / sum) }
  })

test('drawn weights that do not add up to 1, leave 0 where nothing is weighed, or have another mean', () => {
  const weights = [0.6, 0.39, 0, 0.01]
  for (const [kind, mean] of [
    ['near', weights],
    ['any', [1 / 3, 1 / 3, 0, 1 / 3]],
  ] as const) {
    const draws = 4000
    const drawn = drawWeights(kind, weights, 7, draws)
    const sums = [0, 0, 0, 0]
    for (let draw = 0; draw < draws; draw += 1) {
      const own = [...drawn.subarray(draw * 4, draw * 4 + 4)]
      expect(own.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9)
      expect(own[2]).toBe(0)
      for (const [place, weight] of own.entries()) sums[place] = (sums[place] ?? 0) + weight / draws
    }
    for (const [place, expected] of mean.entries()) expect(Math.abs((sums[place] ?? 0) - expected)).toBeLessThan(0.009)
  }
})

test('weightings near the user’s are as far away as any', () => {
  // Variance of a share of a Dirichlet distribution: m (1 − m) / (1 + 40), worked by hand for m = 0.35: a deviation of 0.0745.
  const draws = 4000
  const drawn = drawWeights('near', [0.35, 0.65], 7, draws)
  let squares = 0
  for (let draw = 0; draw < draws; draw += 1) squares += ((drawn[draw * 2] as number) - 0.35) ** 2
  expect(Math.sqrt(squares / draws)).toBeCloseTo(0.0745, 2)
})

test('a share of wins otherwise than by hand: two opposed contenders split any weighting in halves', () => {
  const [first, second] = sharesOf(
    tableOf([
      [1, 0],
      [0, 1],
    ]),
    [0.9, 0.1],
    'any',
    4000,
  )
  expect(Math.abs((first ?? 0) - 0.5)).toBeLessThan(0.03)
  expect((first ?? 0) + (second ?? 0)).toBeCloseTo(1, 9)
  // The first wins where its weight is above 1/3: two thirds of all weightings.
  const [stronger] = sharesOf(
    tableOf([
      [1, 0],
      [0, 0.5],
    ]),
    [0.5, 0.5],
    'any',
    4000,
  )
  expect(Math.abs((stronger ?? 0) - 2 / 3)).toBeLessThan(0.03)
})

test('redraws that do not leave 2.5 % beyond either end of an interval, or are skewed where it is even', () => {
  const table = tableOf([[0.5]], 0.1)
  const draws = 20_000
  const scores = [...drawScores(table, 7, draws)]
  const beyond = (end: (value: number) => boolean): number => scores.filter(end).length / draws
  expect(Math.abs(beyond((value) => value < 0.4) - 0.025)).toBeLessThan(0.004)
  expect(Math.abs(beyond((value) => value > 0.6) - 0.025)).toBeLessThan(0.004)
  expect(Math.abs(beyond((value) => value < 0.5) - 0.5)).toBeLessThan(0.012)
})

test('a redraw of one figure moves those of another', () => {
  const known = tableOf(
    [
      [0.5, 0.5],
      [0.5, 0.5],
    ],
    0.1,
  )
  const unknown: ScoreTable = {
    ...known,
    cells: known.cells.map((row, contender) =>
      row.map((cell, place): ScoreCell =>
        contender === 0 && place === 0 ? { value: 0.5, low: 0, high: 1, law: 'even', isKnown: false } : cell,
      ),
    ),
  }
  const [one, other] = [drawScores(known, 7, 50), drawScores(unknown, 7, 50)]
  const moved = [...one].flatMap((value, place) => (value === other[place] ? [] : [place % 4]))
  expect(new Set(moved)).toEqual(new Set([0]))
})

test('contenders that are alike do not share the draws', () => {
  expect(
    sharesOf(
      tableOf([
        [0.4, 0.7],
        [0.4, 0.7],
        [0.1, 0.1],
      ]),
      [0.5, 0.5],
      'near',
    ),
  ).toEqual([0.5, 0.5, 0])
})

test('a contender that is worse in everything wins', () => {
  fc.assert(
    fc.property(tables, ({ rows, weights }) => {
      const worse = (rows[0] as number[]).map((value) => value - 0.01)
      const shares = sharesOf(tableOf([...rows, worse]), weights, 'any', 200)
      expect(shares.at(-1)).toBe(0)
    }),
    { numRuns: 40 },
  )
})

test('a better score wins less often', () => {
  fc.assert(
    fc.property(tables, fc.double({ min: 0, max: 0.5, noNaN: true }), ({ rows, weights }, more) => {
      const raised = rows.map((row, contender) =>
        row.map((value, place) => (contender === 0 && place === 1 ? value + more : value)),
      )
      const [before] = sharesOf(tableOf(rows, 0.1), weights, 'near', 200)
      const [after] = sharesOf(tableOf(raised, 0.1), weights, 'near', 200)
      expect(after).toBeGreaterThanOrEqual((before ?? 0) - 1e-9)
    }),
    { numRuns: 60 },
  )
})

test('the curve at a weight is another number than the weightings with that weight come to', () => {
  const draws = 400
  const weights = [0.5, 0.3, 0.2]
  const table = tableOf(
    [
      [0.9, 0.2, 0.4],
      [0.3, 0.8, 0.5],
      [0.5, 0.5, 0.5],
    ],
    0.15,
  )
  const scores = drawScores(table, 7, draws)
  const near = drawWeights('near', weights, 7, draws)
  const curve = weightCurve(scores, near, { criterion: 0, contenders: 3, draws })
  for (const { weight, shares } of curve) {
    const moved = near.slice()
    for (let draw = 0; draw < draws; draw += 1) {
      const others = 1 - (near[draw * 3] as number)
      moved[draw * 3] = weight
      for (const place of [1, 2]) moved[draw * 3 + place] = ((near[draw * 3 + place] as number) / others) * (1 - weight)
    }
    const expected = winShares(drawnTotals(scores, moved, { contenders: 3, draws }), 3)
    for (const [place, share] of shares.entries()) expect(share).toBeCloseTo(expected[place] ?? -1, 9)
  }
})

test('which of two is better is counted with ties left out, or a total is no mean', () => {
  const totals = Float64Array.from([1, 0, 0.5, 0.5, 0, 1, 2, 1])
  expect(shareBetter(totals, 2, 0, 1)).toBe(0.625)
  expect(meanTotals(totals, 2)).toEqual([0.875, 0.625])
})

test('the same seed draws something else', () => {
  const table = tableOf(
    [
      [0.5, 0.4],
      [0.4, 0.5],
    ],
    0.1,
  )
  expect(drawScores(table, 3)).toEqual(drawScores(table, 3))
  expect(drawWeights('near', [0.5, 0.5], 3)).toEqual(drawWeights('near', [0.5, 0.5], 3))
  expect(drawScores(table, 3)).not.toEqual(drawScores(table, 4))
})
