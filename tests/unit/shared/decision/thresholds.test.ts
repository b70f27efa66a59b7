import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leaderSegments } from '#shared/decision/thresholds.ts'

test('the weight at which the answer turns is another than by hand', () => {
  // Two criteria at 35 and 65 %: 0.9 t + 0.2 (1 − t) = 0.4 t + 0.8 (1 − t) at t = 0.6 / 1.1.
  const segments = leaderSegments(
    [
      [0.9, 0.2],
      [0.4, 0.8],
    ],
    [0.35, 0.65],
    0,
  )
  expect(segments?.map(({ leaders }) => leaders)).toEqual([[1], [0]])
  expect(segments?.[0]).toMatchObject({ from: 0, to: expect.closeTo(0.6 / 1.1, 12) })
  expect(segments?.[1]).toMatchObject({ from: segments?.[0]?.to, to: 1 })
})

test('a third contender that leads in between is passed over', () => {
  // Lines from 1 to 0, from 0 to 1 and 0.7 throughout: the third leads from 0.3 to 0.7.
  const segments = leaderSegments(
    [
      [0, 1],
      [1, 0],
      [0.7, 0.7],
    ],
    [0.5, 0.5],
    0,
  )
  expect(segments?.map(({ leaders }) => leaders)).toEqual([[0], [2], [1]])
  expect(segments?.map(({ from }) => from.toFixed(9))).toEqual(['0.000000000', '0.300000000', '0.700000000'])
})

test('the others are taken for even instead of in their proportions', () => {
  // Others 3 : 1, so the first has 0.75 and the second 0.25 at a weight of 0.
  const segments = leaderSegments(
    [
      [0, 1, 0],
      [1, 0, 1],
    ],
    [0.2, 0.6, 0.2],
    0,
  )
  expect(segments?.[0]?.to).toBeCloseTo(1 / 3, 12)
})

test('a criterion that is all that is weighed has others with proportions', () => {
  expect(
    leaderSegments(
      [
        [1, 0],
        [0, 1],
      ],
      [1, 0],
      0,
    ),
  ).toBeNull()
})

const cases = fc.tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 5 })).chain(([contenders, criteria]) =>
  fc.tuple(
    fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: criteria, maxLength: criteria }), {
      minLength: contenders,
      maxLength: contenders,
    }),
    fc.array(fc.integer({ min: 1, max: 9 }), { minLength: criteria, maxLength: criteria }),
  ),
)

test('segments that leave gaps, or say another leader than trying every weight does', () => {
  fc.assert(
    fc.property(cases, ([scores, given]) => {
      const sum = given.reduce((total, weight) => total + weight, 0)
      const weights = given.map((weight) => weight / sum)
      const segments = leaderSegments(scores, weights, 0) ?? []
      expect(segments[0]?.from).toBe(0)
      expect(segments.at(-1)?.to).toBe(1)
      for (const [place, segment] of segments.slice(1).entries()) expect(segment.from).toBe(segments[place]?.to)
      const others = 1 - (weights[0] as number)
      for (let step = 0; step <= 500; step += 1) {
        const t = step / 500
        const totals = scores.map((row) =>
          row.reduce((total, score, place) => {
            const weight = place === 0 ? t : ((weights[place] as number) / others) * (1 - t)
            return total + score * weight
          }, 0),
        )
        const best = Math.max(...totals)
        const holding = segments.filter(({ from, to }) => t >= from && t <= to)
        const told = holding.flatMap(({ leaders }) => leaders).map((leader) => totals[leader] as number)
        expect(Math.max(...told)).toBeCloseTo(best, 9)
      }
    }),
    { numRuns: 60 },
  )
})

test('lines that meet at an end, but for rounding, are told as a lead of no width', () => {
  // At a weight of 1 the first criterion alone counts, of which both have the same.
  const segments = leaderSegments(
    [
      [1, 0.9],
      [1, 0.2],
    ],
    [0.7, 0.3],
    0,
  )
  expect(segments).toEqual([{ from: 0, to: 1, leaders: [0] }])
})
