import type { PairVote } from './pair-vote.ts'
import { preferredOf } from './self-consistency.ts'

export interface ReviewerAgreement {
  /** 1: always the same; 0: as by chance; below: less than that. null where it can't be told. */
  alpha: number | null
  /** Pairs on a prompt that two reviewers or more have judged. */
  unitCount: number
}

/**
 * How far reviewers agree on what they have all judged: Krippendorff's α for names, 1 − Dₒ / Dₑ, with what was preferred of a pair (one,
 * the other, neither) as the name. Unlike the share of equal votes it counts off what chance would give.
 * Source: Krippendorff, Content Analysis, 4th edition (2018), chapter 12.
 */
export function reviewerAgreement(votes: readonly PairVote[]): ReviewerAgreement {
  const units = Map.groupBy(votes, (vote) => JSON.stringify([vote.prompt, ...[vote.first, vote.second].sort()]))
  const judged = [...units.values()]
    .map((unit) => [...new Map(unit.map((vote) => [vote.reviewer, sideOf(vote)])).values()])
    .filter((sides) => sides.length > 1)
  const totals = new Map<string, number>()
  let agreeing = 0
  let count = 0
  for (const sides of judged) {
    count += sides.length
    for (const [side, own] of Map.groupBy(sides, (name) => name)) {
      totals.set(side, (totals.get(side) ?? 0) + own.length)
      agreeing += (own.length * (own.length - 1)) / (sides.length - 1)
    }
  }
  const byChance = [...totals.values()].reduce((sum, total) => sum + total * (total - 1), 0)
  const expected = count > 1 ? 1 - byChance / (count * (count - 1)) : 0
  // Where everybody always says the same of everything, chance would agree as well.
  return { alpha: expected === 0 ? null : 1 - (1 - agreeing / count) / expected, unitCount: judged.length }
}

/** The one of the pair that comes first in the alphabet, the other one, or neither: so that pairs can be put together. */
function sideOf(vote: PairVote): string {
  const preferred = preferredOf(vote)
  if (preferred === null) return 'neither'
  const [one] = [vote.first, vote.second].sort()
  return preferred === one ? 'one' : 'other'
}
