import { SOFT_CHECKS, SoftCheckName } from '../domain/soft-check.ts'
import type { CheckAgreement, VotedPicture } from '../domain/check-agreement.ts'
import type { Vote, VoteQuestion } from '../domain/vote.ts'
import { wilsonEstimate } from '../stats/wilson.ts'
import { votesOn } from './pair-votes.ts'

/**
 * Whether each soft check agrees with the reviewers: of the pairs of pictures of one prompt in which one was preferred and the values
 * differ, the share in which it was the one with the better value (with the higher one, where the check takes neither for better). Checks
 * that look at single pixels compare pictures of one size alone. The interval takes each pair for itself, as Wilson does; votes on one
 * prompt hang together, so it is rather too narrow.
 * @param votes of a trial, those taken back among them, which count for nothing
 * @param pictures by sample: what was measured in those that were judged
 */
export function checkAgreement(
  votes: readonly Vote[],
  pictures: ReadonlyMap<string, VotedPicture>,
  question: VoteQuestion,
): CheckAgreement[] {
  const decided = votesOn(question, votes).flatMap(decisionsIn)
  return SoftCheckName.options.map((name) => {
    const told = decided.flatMap(({ won, lost }) => {
      const [winner, loser] = [pictures.get(won), pictures.get(lost)]
      return winner === undefined || loser === undefined ? [] : (isBetterFirst(name, winner, loser) ?? [])
    })
    return { name, share: wilsonEstimate(told.filter(Boolean).length, told.length) }
  })
}

/** null where the two can't be compared, or are alike. */
function isBetterFirst(name: SoftCheckName, one: VotedPicture, other: VotedPicture): boolean | null {
  const { better, ofOwnSize } = SOFT_CHECKS[name]
  if (ofOwnSize && (one.width !== other.width || one.height !== other.height)) return null
  const [first, second] = [one.values[name], other.values[name]]
  if (first === null || second === null || first === second) return null
  return better === 'lower' ? first < second : first > second
}

function decisionsIn({ shown, answer: { ranks } }: Pick<Vote, 'shown' | 'answer'>): { won: string; lost: string }[] {
  return shown.flatMap((one, place) =>
    shown.slice(place + 1).flatMap((other, further) => {
      const [rank, otherRank] = [ranks[place], ranks[place + 1 + further]]
      if (rank === undefined || otherRank === undefined) throw new Error('A vote ranks fewer pictures than were shown.')
      if (rank === otherRank) return []
      return rank < otherRank
        ? { won: one.sampleId, lost: other.sampleId }
        : { won: other.sampleId, lost: one.sampleId }
    }),
  )
}
