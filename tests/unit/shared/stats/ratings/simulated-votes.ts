import { fitStrengths, type FittedStrengths } from '#shared/stats/ratings/fit-strengths.ts'
import type { PairVote } from '#shared/stats/ratings/pair-vote.ts'
import { pairsOf } from '#shared/stats/ratings/rate-contenders.ts'
import { voteChances } from '#shared/stats/ratings/tie-model.ts'
import type { Random } from '#shared/stats/random.ts'

/** How a crowd votes: with strengths of its own on each prompt, and for each reviewer. */
export interface Crowd {
  logStrengths: readonly number[]
  logTie: number
  prompts: number
  reviewers: number
  /** Standard deviation of what a prompt, and a reviewer, adds to the strength of a contender. */
  promptDeviation: number
  reviewerDeviation: number
}

export const idOf = (place: number): string => `c${place}`

/** Every pair on every prompt, by each reviewer, sides by lot. */
export function simulateVotes(crowd: Crowd, random: Random): PairVote[] {
  const { logStrengths, logTie } = crowd
  const ofPrompts = draws(crowd.prompts, logStrengths.length, crowd.promptDeviation, random)
  const ofReviewers = draws(crowd.reviewers, logStrengths.length, crowd.reviewerDeviation, random)
  return ofPrompts.flatMap((ofPrompt, prompt) =>
    ofReviewers.flatMap((ofReviewer, reviewer) => {
      const strengthOf = (place: number): number =>
        (logStrengths[place] ?? 0) + (ofPrompt[place] ?? 0) + (ofReviewer[place] ?? 0)
      return pairsOf([...logStrengths.keys()]).map(([one, other]): PairVote => {
        const [first, second] = random.next() < 0.5 ? [one, other] : [other, one]
        const chances = voteChances(strengthOf(first) - strengthOf(second), logTie)
        const lot = random.next()
        return {
          first: idOf(first),
          second: idOf(second),
          outcome: lot < chances.first ? 'first' : lot < chances.first + chances.second ? 'second' : 'tie',
          prompt: `p${prompt}`,
          reviewer: `r${reviewer}`,
        }
      })
    }),
  )
}

/**
 * What votes without end would come to: the model fitted to the chances themselves, averaged over prompts and reviewers. Strengths that
 * differ from prompt to prompt look closer together than they are on any one.
 */
export function limitOf(crowd: Crowd, random: Random, rounds = 20_000): FittedStrengths {
  const size = crowd.logStrengths.length
  const wins = new Float64Array(size * size)
  const ties = new Float64Array(size * size)
  const deviation = Math.hypot(crowd.promptDeviation, crowd.reviewerDeviation)
  for (let round = 0; round < rounds; round += 1) {
    const [added = []] = draws(1, size, deviation, random)
    const strengthOf = (place: number): number => (crowd.logStrengths[place] ?? 0) + (added[place] ?? 0)
    for (const [first, second] of pairsOf([...crowd.logStrengths.keys()])) {
      const chances = voteChances(strengthOf(first) - strengthOf(second), crowd.logTie)
      wins[first * size + second]! += chances.first
      wins[second * size + first]! += chances.second
      ties[first * size + second]! += chances.tie
    }
  }
  return fitStrengths({ size, wins, ties })
}

function draws(count: number, size: number, deviation: number, random: Random): number[][] {
  return Array.from({ length: count }, () => Array.from({ length: size }, () => deviation * normal(random)))
}

/** Box & Muller, Annals of Mathematical Statistics 29 (1958) 610–611. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
}
