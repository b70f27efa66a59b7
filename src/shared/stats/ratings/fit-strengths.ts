import { addTo, invertPositive, timesVector, zeroMatrix, type SquareMatrix } from './symmetric-matrix.ts'
import { voteChances, voteInformation } from './tie-model.ts'

/** How often each contender was preferred to each other, and how often neither was: rows and columns in the order of the contenders. */
export interface VoteTally {
  size: number
  /** Row preferred to column. */
  wins: Float64Array
  /** Above the diagonal. */
  ties: Float64Array
}

export interface FittedStrengths {
  /** Logarithms, whose sum is 0. */
  logStrengths: Float64Array
  logTie: number
  /**
   * Inverse of the information of votes and prior together: the covariance of the strengths and, last, of `logTie`, as far as the
   * model is true and votes do not hang together.
   */
  covariance: SquareMatrix
}

/**
 * The prior: log strengths are normal around 0 with a standard deviation of 2, that of ν with one of 3. Without one, a contender that
 * won every vote would be infinitely strong. At 0 it weighs as much as one vote; from some twenty votes on it can hardly be seen.
 */
export const STRENGTH_PRIOR = { strengthDeviation: 2, tieDeviation: 3 } as const

type Prior = Readonly<Record<keyof typeof STRENGTH_PRIOR, number>>

const MOST_STEPS = 200
const SMALLEST_STEP = 1e-10

/**
 * The strengths under which the votes and the prior are likeliest, by Newton's method. The logarithm of the likelihood is strictly
 * concave (an exponential family with a normal prior), so there is one such point; a step that would not better it is halved.
 */
export function fitStrengths(tally: VoteTally, prior: Prior = STRENGTH_PRIOR): FittedStrengths {
  const { size } = tally
  let at: Float64Array = new Float64Array(size + 1)
  let reached = logPosterior(tally, at, prior)
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { gradient, information } = derivatives(tally, at, prior)
    const direction = timesVector(invertPositive(information), gradient)
    let share = 1
    let next = moved(at, direction, share)
    let value = logPosterior(tally, next, prior)
    while (!(value >= reached) && share > SMALLEST_STEP) {
      share /= 2
      next = moved(at, direction, share)
      value = logPosterior(tally, next, prior)
    }
    at = next
    reached = value
    if (Math.max(...direction.map(Math.abs)) < SMALLEST_STEP) break
  }
  const { information } = derivatives(tally, at, prior)
  return { logStrengths: at.slice(0, size), logTie: at[size] as number, covariance: invertPositive(information) }
}

function moved(at: Float64Array, direction: Float64Array, share: number): Float64Array {
  return at.map((value, index) => value + share * (direction[index] as number))
}

/** Each pair that was voted on, once. */
function* votedPairs({ size, wins, ties }: VoteTally): Generator<{
  first: number
  second: number
  wins: number
  losses: number
  ties: number
}> {
  for (let first = 0; first < size; first += 1) {
    for (let second = first + 1; second < size; second += 1) {
      const pair = {
        wins: wins[first * size + second] as number,
        losses: wins[second * size + first] as number,
        ties: ties[first * size + second] as number,
      }
      if (pair.wins + pair.losses + pair.ties > 0) yield { first, second, ...pair }
    }
  }
}

function logPosterior(tally: VoteTally, at: Float64Array, prior: Prior): number {
  const { size } = tally
  const logTie = at[size] as number
  let sum = 0
  for (const [index, value] of at.entries()) sum -= (penaltyOf(index, size, prior) * value * value) / 2
  for (const { first, second, wins, losses, ties } of votedPairs(tally)) {
    const half = ((at[first] as number) - (at[second] as number)) / 2
    const largest = Math.max(Math.abs(half), logTie)
    const logWhole =
      largest + Math.log(Math.exp(half - largest) + Math.exp(-half - largest) + Math.exp(logTie - largest))
    sum += (wins - losses) * half + ties * logTie - (wins + losses + ties) * logWhole
  }
  return sum
}

function derivatives(
  tally: VoteTally,
  at: Float64Array,
  prior: Prior,
): { gradient: Float64Array; information: SquareMatrix } {
  const { size } = tally
  const logTie = at[size] as number
  const gradient = at.map((value, index) => -value * penaltyOf(index, size, prior))
  const information = zeroMatrix(size + 1)
  for (const index of at.keys()) addTo(information, index, index, penaltyOf(index, size, prior))
  const push = (index: number, value: number): void => {
    gradient[index] = (gradient[index] as number) + value
  }
  for (const { first, second, wins, losses, ties } of votedPairs(tally)) {
    const count = wins + losses + ties
    const chances = voteChances((at[first] as number) - (at[second] as number), logTie)
    const surprise = (wins - losses - count * (chances.first - chances.second)) / 2
    push(first, surprise)
    push(second, -surprise)
    push(size, ties - count * chances.tie)
    const told = voteInformation(chances)
    for (const [row, column, value] of [
      [first, first, told.difference],
      [second, second, told.difference],
      [first, second, -told.difference],
      [second, first, -told.difference],
      [first, size, told.cross],
      [size, first, told.cross],
      [second, size, -told.cross],
      [size, second, -told.cross],
      [size, size, told.logTie],
    ] as const) {
      addTo(information, row, column, count * value)
    }
  }
  return { gradient, information }
}

/** What the prior knows of a parameter: one over its variance. */
function penaltyOf(index: number, size: number, { strengthDeviation, tieDeviation }: Prior): number {
  return 1 / (index === size ? tieDeviation : strengthDeviation) ** 2
}
