import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitStrengths, type VoteTally } from '#shared/stats/ratings/fit-strengths.ts'
import { voteChances } from '#shared/stats/ratings/tie-model.ts'

const NO_PRIOR = { strengthDeviation: 1e4, tieDeviation: 1e4 }

/**
 * Wins of the row over the column among the teams of the American League East in 1987.
 * Source: Agresti, Categorical Data Analysis, 2nd edition (2002), table 10.10.
 */
const TEAMS = ['Milwaukee', 'Detroit', 'Toronto', 'New York', 'Boston', 'Cleveland', 'Baltimore']
const WINS = [
  [0, 7, 9, 7, 7, 9, 11],
  [6, 0, 7, 5, 11, 9, 9],
  [4, 6, 0, 7, 7, 8, 12],
  [6, 8, 6, 0, 6, 7, 10],
  [6, 2, 6, 7, 0, 7, 12],
  [4, 4, 5, 6, 6, 0, 6],
  [2, 4, 1, 3, 1, 7, 0],
]

/** As BradleyTerry2 (Turner & Firth, Journal of Statistical Software 48 (2012) 9) prints them, against Baltimore. */
const PUBLISHED: Record<string, [number, number]> = {
  Boston: [1.1077, 0.3339],
  Cleveland: [0.6839, 0.3319],
  Detroit: [1.4364, 0.3396],
  Milwaukee: [1.5814, 0.3433],
  'New York': [1.2476, 0.3359],
  Toronto: [1.2945, 0.3367],
}

function tallyOf(wins: readonly (readonly number[])[], ties: readonly (readonly number[])[] = []): VoteTally {
  const size = wins.length
  const flat = (rows: readonly (readonly number[])[]): Float64Array =>
    Float64Array.from({ length: size * size }, (_, at) => rows[Math.floor(at / size)]?.[at % size] ?? 0)
  return { size, wins: flat(wins), ties: flat(ties) }
}

test('strengths or their errors are not those that others publish of the same games', () => {
  const { logStrengths, covariance } = fitStrengths(tallyOf(WINS), NO_PRIOR)
  const last = TEAMS.indexOf('Baltimore')
  const at = (row: number, column: number): number => covariance.cells[row * covariance.size + column]!
  for (const [team, [strength, deviation]] of Object.entries(PUBLISHED)) {
    const place = TEAMS.indexOf(team)
    expect(logStrengths[place]! - logStrengths[last]!, team).toBeCloseTo(strength, 3)
    expect(Math.sqrt(at(place, place) + at(last, last) - 2 * at(place, last)), team).toBeCloseTo(deviation, 3)
  }
})

/**
 * Six brands of chocolate pudding, pair by pair: how often the first was preferred, the second, and neither.
 * Source: Davidson, Journal of the American Statistical Association 65 (1970) 317–328.
 */
const PUDDINGS: [first: number, second: number, wins: number, losses: number, ties: number][] = [
  [1, 2, 19, 22, 16],
  [1, 3, 16, 19, 12],
  [2, 3, 19, 19, 10],
  [1, 4, 18, 23, 13],
  [2, 4, 23, 19, 9],
  [3, 4, 19, 20, 15],
  [1, 5, 13, 19, 18],
  [2, 5, 16, 20, 12],
  [3, 5, 16, 15, 17],
  [4, 5, 17, 14, 16],
  [1, 6, 18, 21, 12],
  [2, 6, 22, 20, 12],
  [3, 6, 13, 18, 10],
  [4, 6, 14, 19, 18],
  [5, 6, 11, 21, 12],
]

test('strengths or the weight of ties are not those that Davidson found among six puddings', () => {
  const [wins = [], ties = []] = Array.from({ length: 2 }, () =>
    Array.from({ length: 6 }, () => Array.from({ length: 6 }, () => 0)),
  )
  for (const [first, second, won, lost, tied] of PUDDINGS) {
    wins[first - 1]![second - 1] = won
    wins[second - 1]![first - 1] = lost
    ties[first - 1]![second - 1] = tied
  }
  const { logStrengths, logTie } = fitStrengths(tallyOf(wins, ties), NO_PRIOR)
  const strengths = [...logStrengths].map(Math.exp)
  const whole = strengths.reduce((sum, strength) => sum + strength, 0)
  const published = [0.1388, 0.173, 0.1617, 0.1654, 0.1587, 0.2024]
  for (const [place, share] of published.entries())
    expect(strengths[place]! / whole, String(place)).toBeCloseTo(share, 3)
  expect(Math.exp(logTie)).toBeCloseTo(0.7468, 3)
})

test('ties are taken for half wins, or for nothing: two contenders whose strengths can be worked out by hand', () => {
  // 8 wins, 2 losses, 5 ties: π₁/π₂ = 8/2 = 4, and ν = 5/√(8·2) = 1.25, because all three chances can be met exactly.
  const { logStrengths, logTie } = fitStrengths(
    tallyOf(
      [
        [0, 8],
        [2, 0],
      ],
      [[0, 5]],
    ),
    NO_PRIOR,
  )

  expect(Math.exp(logStrengths[0]! - logStrengths[1]!)).toBeCloseTo(4, 5)
  expect(Math.exp(logTie)).toBeCloseTo(1.25, 5)
  expect(logStrengths[0]! + logStrengths[1]!).toBeCloseTo(0, 8)
})

const tallies = fc.integer({ min: 2, max: 6 }).chain((size) =>
  fc
    .tuple(
      fc.array(fc.nat(9), { minLength: size * size, maxLength: size * size }),
      fc.array(fc.nat(9), { minLength: size * size, maxLength: size * size }),
    )
    .map(([wins, ties]): VoteTally => {
      const isPair = (at: number): boolean => Math.floor(at / size) < at % size
      return {
        size,
        wins: Float64Array.from(wins, (count, at) => (Math.floor(at / size) === at % size ? 0 : count)),
        ties: Float64Array.from(ties, (count, at) => (isPair(at) ? count : 0)),
      }
    }),
)

test('what is called likeliest is not: an independent climb finds a better point, or strengths do not add up to 0', () => {
  fc.assert(
    fc.property(tallies, (tally) => {
      const { logStrengths, logTie } = fitStrengths(tally)
      const best = posterior(tally, [...logStrengths, logTie])
      const climbed = climb(
        (at) => posterior(tally, at),
        Array.from({ length: tally.size + 1 }, () => 0),
      )

      expect(climbed).toBeLessThanOrEqual(best + 1e-9)
      expect(logStrengths.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 6)
    }),
    { numRuns: 60 },
  )
})

test('a contender that won or lost everything is infinitely strong, or breaks the fit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), (wins) => {
      const { logStrengths } = fitStrengths(
        tallyOf([
          [0, wins, wins],
          [0, 0, 3],
          [0, 2, 0],
        ]),
      )
      expect(logStrengths[0]).toBeGreaterThan(logStrengths[1]!)
      expect(logStrengths[0]).toBeLessThan(12)
    }),
  )
})

test('no vote at all breaks the fit', () => {
  expect([
    ...fitStrengths(
      tallyOf([
        [0, 0],
        [0, 0],
      ]),
    ).logStrengths,
  ]).toEqual([0, 0])
})

/** Written out from the formulas of Davidson, vote by vote, with none of the code that is tested but the chances. */
function posterior({ size, wins, ties }: VoteTally, at: readonly number[]): number {
  const logTie = at[size]!
  let sum = -(logTie ** 2) / (2 * 9) - at.slice(0, size).reduce((total, value) => total + value ** 2, 0) / (2 * 4)
  for (let first = 0; first < size; first += 1) {
    for (let second = 0; second < size; second += 1) {
      const chances = voteChances(at[first]! - at[second]!, logTie)
      sum +=
        wins[first * size + second]! * Math.log(chances.first) + ties[first * size + second]! * Math.log(chances.tie)
    }
  }
  return sum
}

/** Coordinate by coordinate, with steps that are halved: slow, and nothing that could be wrong. */
function climb(value: (at: readonly number[]) => number, from: readonly number[]): number {
  let at = [...from]
  let reached = value(at)
  for (let step = 1; step > 1e-4;) {
    const better = at
      .flatMap((_, index) => [step, -step].map((move) => at.with(index, at[index]! + move)))
      .map((place) => ({ place, reached: value(place) }))
      .reduce((one, other) => (other.reached > one.reached ? other : one))
    if (better.reached > reached) ({ place: at, reached } = better)
    else step /= 2
  }
  return reached
}
