import { expect, test } from 'vitest'
import { createRandom } from '#shared/stats/random.ts'
import { rateContenders } from '#shared/stats/ratings/rate-contenders.ts'
import { preferredShare, voteChances } from '#shared/stats/ratings/tie-model.ts'
import { idOf, limitOf, simulateVotes, type Crowd } from './simulated-votes.ts'

const RUNS = 1000

/** Means of the chances to be preferred, as `rateContenders` says them. */
function truthOf(crowd: Crowd): number[] {
  const { logStrengths, logTie } = limitOf(crowd, createRandom(99))
  return [...logStrengths].map((own, place) => {
    const others = [...logStrengths].filter((_, other) => other !== place)
    return others.reduce((sum, other) => sum + preferredShare(voteChances(own - other, logTie)), 0) / others.length
  })
}

const STRENGTHS = { logStrengths: [0.9, 0.3, -0.2, -1], logTie: Math.log(0.6) }

const CROWDS: Record<string, Crowd> = {
  'one reviewer, prompts that are alike': {
    ...STRENGTHS,
    prompts: 30,
    reviewers: 1,
    promptDeviation: 0,
    reviewerDeviation: 0,
  },
  'one reviewer, prompts that differ much': {
    ...STRENGTHS,
    prompts: 30,
    reviewers: 1,
    promptDeviation: 1,
    reviewerDeviation: 0,
  },
  'three reviewers that agree, prompts that differ': {
    ...STRENGTHS,
    prompts: 24,
    reviewers: 3,
    promptDeviation: 0.7,
    reviewerDeviation: 0,
  },
  'twelve reviewers that differ, as prompts do': {
    ...STRENGTHS,
    prompts: 20,
    reviewers: 12,
    promptDeviation: 0.6,
    reviewerDeviation: 0.6,
  },
}

test.for(Object.entries(CROWDS))('intervals of 95 % miss the truth too often, or hardly ever: %s', ([, crowd]) => {
  const truth = truthOf(crowd)
  let inside = 0
  let count = 0
  for (let run = 0; run < RUNS; run += 1) {
    const votes = simulateVotes(crowd, createRandom(run + 1))
    const { groups } = rateContenders(
      votes,
      truth.map((_, place) => idOf(place)),
    )
    for (const { contenderId, preferred } of groups[0]!.contenders) {
      if (preferred.state !== 'known') throw new Error('Too few votes.')
      const share = truth[Number(contenderId.slice(1))]!
      if (preferred.low <= share && share <= preferred.high) inside += 1
      count += 1
    }
  }
  expect(inside / count).toBeGreaterThan(0.93)
  expect(inside / count).toBeLessThan(0.97)
})
