import type { Estimate } from '../../domain/estimate.ts'
import type { ContenderRating, PairRating } from '../../domain/rating.ts'
import { studentCumulative, studentQuantile } from '../student.ts'
import { connectedGroups } from './connected-groups.ts'
import { fitStrengths, type FittedStrengths } from './fit-strengths.ts'
import type { PairVote } from './pair-vote.ts'
import { strengthVariance, type StrengthVariance } from './strength-variance.ts'
import { preferredShare, voteChances, voteInformation } from './tie-model.ts'
import { votesToSeparate } from './votes-to-separate.ts'
import { indexVotes, tallyVotes, type IndexedVote } from './vote-index.ts'

/** With fewer votes a contender is counted and not rated. */
export const LEAST_VOTES = 5

export interface Ratings {
  /** Groups that no vote connects are rated apart; more than one is to be said. */
  groups: { contenders: ContenderRating[]; pairs: PairRating[] }[]
  /** Chance of a tie between two that are alike; null without a vote. */
  tieShare: number | null
  voteCount: number
  promptCount: number
  reviewerCount: number
  clusters: StrengthVariance['clusters']
}

/**
 * Rates contenders by votes on pairs. Whatever is said of strengths is said within a group that votes connect.
 * @param contenderIds in the order in which they are told where they are alike
 */
export function rateContenders(votes: readonly PairVote[], contenderIds: readonly string[]): Ratings {
  const indexed = indexVotes(votes, contenderIds)
  const fitted = fitStrengths(tallyVotes(indexed, contenderIds.length))
  const variance = strengthVariance(fitted, indexed)
  const groups = connectedGroups(indexed, contenderIds.length).map((members) => {
    const rater = { members, fitted, variance, contenderIds }
    const pairs = pairsOf(members).map(([first, second]) => pairRating(first, second, indexed, rater))
    const contenders = members.map((member): ContenderRating => {
      const counts = countsOf(member, votes, contenderIds)
      const isRated = members.length > 1 && counts.votes >= LEAST_VOTES
      return {
        contenderId: contenderIds[member] as string,
        preferred: isRated
          ? preferredEstimate(member, counts.votes, rater)
          : { state: 'too-few', count: counts.votes, neededCount: LEAST_VOTES },
        ranks: isRated ? ranksOf(member, rater) : null,
        ...counts,
      }
    })
    return { contenders: contenders.toSorted(byStrength), pairs }
  })
  return {
    groups,
    tieShare: votes.length === 0 ? null : voteChances(0, fitted.logTie).tie,
    voteCount: votes.length,
    promptCount: new Set(votes.map(({ prompt }) => prompt)).size,
    reviewerCount: new Set(votes.map(({ reviewer }) => reviewer)).size,
    clusters: variance.clusters,
  }
}

interface Rater {
  /** Places of a group. */
  members: readonly number[]
  fitted: FittedStrengths
  variance: StrengthVariance
  contenderIds: readonly string[]
}

function differenceOf({ fitted: { logStrengths } }: Rater, first: number, second: number): number {
  return (logStrengths[first] as number) - (logStrengths[second] as number)
}

function deviationOf({ fitted, variance }: Rater, first: number, second: number): number {
  const weights = new Float64Array(fitted.covariance.size)
  weights[first] = 1
  weights[second] = -1
  return Math.sqrt(variance.of(weights))
}

/**
 * The mean over the others of the group of the chance to be preferred, with an interval that is symmetric in its log odds, so that it
 * stays between 0 and 1 (delta method).
 */
function preferredEstimate(member: number, count: number, rater: Rater): Estimate {
  const { members, fitted, variance } = rater
  const others = members.filter((other) => other !== member)
  const weights = new Float64Array(fitted.covariance.size)
  const push = (place: number, value: number): void => {
    weights[place] = (weights[place] as number) + value / others.length
  }
  let share = 0
  for (const other of others) {
    const chances = voteChances(differenceOf(rater, member, other), fitted.logTie)
    // The chance to be preferred, a tie half, is ½ (1 + E[decision]): its slopes are those of half the mean decision.
    const told = voteInformation(chances)
    share += preferredShare(chances) / others.length
    push(member, told.difference)
    push(other, -told.difference)
    push(fitted.covariance.size - 1, told.cross)
  }
  const logOdds = Math.log(share / (1 - share))
  const half = (variance.quantile * Math.sqrt(variance.of(weights))) / (share * (1 - share))
  return {
    state: 'known',
    value: share,
    low: shareAt(logOdds - half),
    high: shareAt(logOdds + half),
    count,
    method: 'cluster-robust',
  }
}

function shareAt(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds))
}

function pairRating(first: number, second: number, votes: readonly IndexedVote[], rater: Rater): PairRating {
  const { contenderIds, variance } = rater
  const [difference, deviation] = [differenceOf(rater, first, second), deviationOf(rater, first, second)]
  const standardised = difference / deviation
  const isSettled = Math.abs(standardised) > variance.quantile
  const own = votes.filter(
    (vote) => Math.min(vote.first, vote.second) === first && Math.max(vote.first, vote.second) === second,
  )
  return {
    first: contenderIds[first] as string,
    second: contenderIds[second] as string,
    firstIsBetter: studentCumulative(standardised, Math.max(1, variance.clusterCount - 1)),
    isSettled,
    votes: own.length,
    moreVotes: isSettled ? 0 : votesToSeparate({ difference, deviation, votes: votes.length }),
  }
}

/**
 * The ranks that a contender may have: as many above it as are surely better, and all but those that are surely worse. Each comparison
 * is made at 5 % shared out among all of its comparisons, so that the range as a whole holds in 95 of 100 cases.
 * Source: Mogstad, Romano, Shaikh & Wilhelm, Review of Economic Studies 91 (2024) 476–518, with Bonferroni's bound.
 */
function ranksOf(member: number, rater: Rater): { best: number; worst: number } {
  const others = rater.members.filter((other) => other !== member)
  const bound = studentQuantile(1 - 0.025 / others.length, Math.max(1, rater.variance.clusterCount - 1))
  const standardised = others.map((other) => differenceOf(rater, member, other) / deviationOf(rater, member, other))
  return {
    best: 1 + standardised.filter((value) => value < -bound).length,
    worst: rater.members.length - standardised.filter((value) => value > bound).length,
  }
}

function countsOf(
  member: number,
  votes: readonly PairVote[],
  contenderIds: readonly string[],
): Pick<ContenderRating, 'votes' | 'wins' | 'losses' | 'ties' | 'bothBad'> {
  const id = contenderIds[member]
  const own = votes.filter(({ first, second }) => first === id || second === id)
  const wins = own.filter(({ first, outcome }) => outcome === (first === id ? 'first' : 'second')).length
  const losses = own.filter(({ first, outcome }) => outcome === (first === id ? 'second' : 'first')).length
  const bothBad = own.filter(({ outcome }) => outcome === 'both-bad').length
  return { votes: own.length, wins, losses, ties: own.length - wins - losses, bothBad }
}

function byStrength(one: ContenderRating, other: ContenderRating): number {
  return strengthOf(other) - strengthOf(one)
}

function strengthOf({ preferred }: ContenderRating): number {
  return preferred.state === 'known' ? preferred.value : -1
}

export function pairsOf(members: readonly number[]): [number, number][] {
  return members.flatMap((first, index) => members.slice(index + 1).map((second): [number, number] => [first, second]))
}
