import type { JudgeAnalysis } from '../domain/judge-analysis.ts'
import type { Vote, VoteQuestion } from '../domain/vote.ts'
import { wilsonEstimate } from '../stats/wilson.ts'
import type { JudgeVerdict } from './judge-verdicts.ts'
import { votesOn } from './pair-votes.ts'

/**
 * How often a judge says what people say, on the very pictures that both have seen. The unit is a pair of pictures: where several people
 * judged it, what more of them prefer counts, and as many on both sides are a tie. Votes of several people on one pair hang together, so
 * that they would make an interval of single votes too narrow.
 */
export function judgeAgreement(
  verdicts: readonly JudgeVerdict[],
  votes: readonly Vote[],
  question: VoteQuestion,
): JudgeAnalysis['agreement'] {
  const people = sidesOfPeople(votesOn(question, votes))
  const both = verdicts.flatMap(({ pair, outcome }) => {
    const balance = people.get(keyOf(pair.first.sampleId, pair.second.sampleId))
    if (outcome === null || balance === undefined) return []
    const judged = outcome === 'tie' ? 0 : outcome === 'first' ? 1 : -1
    // Towards the sample whose id comes first in the alphabet, in which `sidesOfPeople` counts.
    const sign = pair.first.sampleId < pair.second.sampleId ? 1 : -1
    return [{ judge: judged * sign, people: Math.sign(balance) }]
  })
  const decided = both.filter(({ judge, people: side }) => judge !== 0 && side !== 0)
  return { all: shareOfEqual(both), decided: shareOfEqual(decided) }
}

function shareOfEqual(pairs: readonly { judge: number; people: number }[]): JudgeAnalysis['agreement']['all'] {
  // −0 equals 0 by ===, which a tie may come out as.
  return wilsonEstimate(pairs.filter(({ judge, people }) => judge === people).length, pairs.length)
}

/** By pair of samples, how many more prefer the one whose id comes first than the other. */
function sidesOfPeople(votes: readonly Vote[]): Map<string, number> {
  const balances = new Map<string, number>()
  for (const { shown, answer } of votes) {
    const ranked = shown.map(({ sampleId }, place) => ({ sampleId, rank: answer.ranks[place] as number }))
    for (const [place, one] of ranked.entries()) {
      for (const other of ranked.slice(place + 1)) {
        const towardsOne = Math.sign(other.rank - one.rank)
        const sign = one.sampleId < other.sampleId ? 1 : -1
        const key = keyOf(one.sampleId, other.sampleId)
        balances.set(key, (balances.get(key) ?? 0) + sign * towardsOne)
      }
    }
  }
  return balances
}

function keyOf(one: string, other: string): string {
  return JSON.stringify([one, other].sort())
}
