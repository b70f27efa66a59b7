import { VoteQuestion } from '#shared/domain/vote.ts'

/** Which votes are shown; in the address, so that a link or a reload shows the same. */
export interface VotesSearch {
  question?: VoteQuestion
  /** Whose; of all where absent. */
  reviewer?: string
}

/** What makes no sense is left out, so that an old link still opens. */
export function readVotesSearch(search: Record<string, unknown>): VotesSearch {
  const question = VoteQuestion.safeParse(search['question'])
  const { reviewer } = search
  return {
    ...(question.success && { question: question.data }),
    // A name such as `7` comes back from the address as a number.
    ...((typeof reviewer === 'string' || typeof reviewer === 'number') && { reviewer: String(reviewer) }),
  }
}
