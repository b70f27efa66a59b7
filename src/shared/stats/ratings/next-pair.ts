import type { Random } from '../random.ts'
import { studentCumulative } from '../student.ts'
import { fitStrengths } from './fit-strengths.ts'
import type { PairVote } from './pair-vote.ts'
import { pairsOf } from './rate-contenders.ts'
import { strengthVariance } from './strength-variance.ts'
import { voteChances, voteInformation } from './tie-model.ts'
import { indexVotes, tallyVotes } from './vote-index.ts'

/** Until every pair has so many votes, the one with the fewest is next: what is known of none can't be weighed. */
const LEAST_OF_EACH = 2

/**
 * The pair of which one vote more tells most: that which takes most from the variance of a difference whose sign is in doubt. A vote with
 * the information I on a difference of variance v leaves v / (1 + I v) of it; that gain is weighed by how open the order still is, 1 at
 * even chances and 0 at certainty. Equally good pairs are drawn by lot.
 * Source: Chaloner & Verdinelli, Statistical Science 10 (1995) 273–304, section 4 (nonlinear problems).
 * @param contenderIds at least two
 * @param isOpen whether there is anything left to judge of two; of some pair there must be
 */
export function nextPair(
  votes: readonly PairVote[],
  contenderIds: readonly string[],
  random: Random,
  isOpen: (first: string, second: string) => boolean = () => true,
): { first: string; second: string } {
  const indexed = indexVotes(votes, contenderIds)
  const pairs = random
    .shuffle(pairsOf([...contenderIds.keys()]))
    .filter(([first, second]) => isOpen(contenderIds[first] as string, contenderIds[second] as string))
  const counts = new Map<string, number>()
  for (const { first, second } of indexed) {
    const key = keyOf(first, second)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const countOf = ([first, second]: [number, number]): number => counts.get(keyOf(first, second)) ?? 0
  const fewest = Math.min(...pairs.map(countOf))
  const fitted = fitStrengths(tallyVotes(indexed, contenderIds.length))
  const variance = strengthVariance(fitted, indexed)
  const gainOf = ([first, second]: [number, number]): number => {
    const difference = (fitted.logStrengths[first] as number) - (fitted.logStrengths[second] as number)
    const weights = new Float64Array(fitted.covariance.size)
    weights[first] = 1
    weights[second] = -1
    const spread = variance.of(weights)
    const told = voteInformation(voteChances(difference, fitted.logTie)).difference
    const sure = studentCumulative(difference / Math.sqrt(spread), Math.max(1, variance.clusterCount - 1))
    return (1 - Math.abs(2 * sure - 1)) * ((told * spread * spread) / (1 + told * spread))
  }
  const wanted = fewest < LEAST_OF_EACH ? pairs.filter((pair) => countOf(pair) === fewest) : pairs
  const best = wanted
    .map((pair) => ({ pair, gain: fewest < LEAST_OF_EACH ? 0 : gainOf(pair) }))
    .reduce((one, other) => (other.gain > one.gain ? other : one))
  const [first, second] = best.pair
  return { first: contenderIds[first] as string, second: contenderIds[second] as string }
}

function keyOf(first: number, second: number): string {
  return `${Math.min(first, second)} ${Math.max(first, second)}`
}
