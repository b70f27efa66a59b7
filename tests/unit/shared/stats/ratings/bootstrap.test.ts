import { expect, test } from 'vitest'
import { createRandom, type Random } from '#shared/stats/random.ts'
import { fitStrengths } from '#shared/stats/ratings/fit-strengths.ts'
import { decisionOf, type PairVote } from '#shared/stats/ratings/pair-vote.ts'
import { rateContenders } from '#shared/stats/ratings/rate-contenders.ts'
import { preferredShare, voteChances } from '#shared/stats/ratings/tie-model.ts'
import { idOf, simulateVotes, type Crowd } from './simulated-votes.ts'

const DRAWS = 1500

const CROWD: Crowd = {
  logStrengths: [0.7, 0.3, 0.1, -0.9],
  logTie: Math.log(0.6),
  prompts: 60,
  reviewers: 1,
  promptDeviation: 0.8,
  reviewerDeviation: 0,
}

/** Shares of each contender, once for each draw of whole prompts and, where several have voted, of whole reviewers. */
function resampledShares(votes: readonly PairVote[], size: number, random: Random): number[][] {
  const places = new Map(Array.from({ length: size }, (_, place) => [idOf(place), place]))
  const byReviewer = new Set(votes.map(({ reviewer }) => reviewer)).size > 1
  return Array.from({ length: DRAWS }, () => {
    const prompts = drawn(new Set(votes.map(({ prompt }) => prompt)), random)
    const reviewers = byReviewer ? drawn(new Set(votes.map(({ reviewer }) => reviewer)), random) : null
    const wins = new Float64Array(size * size)
    const ties = new Float64Array(size * size)
    for (const vote of votes) {
      const times = (prompts.get(vote.prompt) ?? 0) * (reviewers === null ? 1 : (reviewers.get(vote.reviewer) ?? 0))
      const [first, second] = [places.get(vote.first)!, places.get(vote.second)!]
      const decision = decisionOf(vote)
      if (decision === 0) ties[Math.min(first, second) * size + Math.max(first, second)]! += times
      else wins[decision === 1 ? first * size + second : second * size + first]! += times
    }
    const { logStrengths, logTie } = fitStrengths({ size, wins, ties })
    return [...logStrengths].map((own, place) => {
      const others = [...logStrengths].filter((_, other) => other !== place)
      return others.reduce((sum, other) => sum + preferredShare(voteChances(own - other, logTie)), 0) / others.length
    })
  })
}

/** How often each name comes up in as many draws with replacement as there are names. */
function drawn(names: ReadonlySet<string>, random: Random): Map<string, number> {
  const all = [...names]
  const counts = new Map<string, number>()
  for (const _ of all) {
    const name = all[random.integer(all.length)]!
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return counts
}

function quantileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.round(share * (sorted.length - 1))]!
}

/** Sources: Efron & Tibshirani, An Introduction to the Bootstrap (1993), chapter 13; for two ways, Owen, Annals of Applied Statistics 1 (2007) 386–411. */
test.for<[string, Crowd]>([
  ['prompts', CROWD],
  ['prompts-and-reviewers', { ...CROWD, prompts: 40, reviewers: 24, promptDeviation: 0.6, reviewerDeviation: 0.5 }],
])('intervals or chances are not what a bootstrap of whole clusters gives: %s', ([clusters, crowd]) => {
  const size = crowd.logStrengths.length
  const ids = Array.from({ length: size }, (_, place) => idOf(place))
  const votes = simulateVotes(crowd, createRandom(7))
  const ratings = rateContenders(votes, ids)
  const resampled = resampledShares(votes, size, createRandom(8))
  expect(ratings.clusters).toBe(clusters)

  const [group] = ratings.groups
  for (const { contenderId, preferred } of group?.contenders ?? []) {
    if (preferred.state !== 'known') throw new Error('Too few votes.')
    const shares = resampled.map((draw) => draw[ids.indexOf(contenderId)]!)
    const [low, high] = [quantileOf(shares, 0.025), quantileOf(shares, 0.975)]
    const ratio = (preferred.high - preferred.low) / (high - low)
    expect(ratio, contenderId).toBeGreaterThan(0.85)
    expect(ratio, contenderId).toBeLessThan(1.2)
    expect(Math.abs(preferred.low - low), contenderId).toBeLessThan(0.02)
    expect(Math.abs(preferred.high - high), contenderId).toBeLessThan(0.02)
  }
  for (const { first, second, firstIsBetter } of group?.pairs ?? []) {
    const better = resampled.filter((draw) => draw[ids.indexOf(first)]! > draw[ids.indexOf(second)]!).length / DRAWS
    expect(Math.abs(firstIsBetter - better), `${first} ${second}`).toBeLessThan(0.05)
  }
})
