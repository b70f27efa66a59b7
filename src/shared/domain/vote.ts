import { z } from 'zod'
import { ImageRecord } from './image.ts'

/** What is asked of the pictures; each is answered by votes of its own, and rated apart. */
export const VoteQuestion = z.enum(['preferred', 'follows-prompt', 'plausible'])
export type VoteQuestion = z.infer<typeof VoteQuestion>

export const QUESTION_WORDS: Readonly<Record<VoteQuestion, string>> = {
  preferred: 'Which do you prefer?',
  'follows-prompt': 'Which follows the prompt?',
  plausible: 'Which is more plausible?',
}

/** What lies behind the pictures while they are judged. It changes judgement, so each vote keeps it. */
export const Surround = z.enum(['black', 'dark', 'mid', 'white', 'theme-light', 'theme-dark'])
export type Surround = z.infer<typeof Surround>

export const MOST_SHOWN = 6

const LONGEST_REVIEWER = 80
export const REVIEWER_HINT = `At most ${LONGEST_REVIEWER} characters on one line.`

/** A name or a pseudonym, on one line: it is written into sentences and to terminals, where such characters would do other things. */
export const Reviewer = z
  .string()
  .trim()
  .min(1)
  .max(LONGEST_REVIEWER)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]*$/u, 'A name holds no control characters.')

/** Votes of one reviewer on one trial, in one go or several. */
export const VoteSession = z.strictObject({
  id: z.string(),
  trialId: z.string(),
  reviewer: z.string(),
  questions: z.array(VoteQuestion).min(1),
  /** How many pictures are shown at once: 2 to choose between, more to put in order. */
  shownAtOnce: z.int().min(2).max(MOST_SHOWN),
  /** Of whatever is left to chance in it. */
  seed: z.int(),
  /** Of the voting file whose answers these are; null where they were given in Assay. */
  fileId: z.string().nullable(),
  startedAt: z.iso.datetime(),
})
export type VoteSession = z.infer<typeof VoteSession>

/** A picture that is judged. */
export const ShownPicture = z.strictObject({ sampleId: z.string(), contenderId: z.string(), image: ImageRecord })
export type ShownPicture = z.infer<typeof ShownPicture>

/** How the pictures were put: of each its rank in the order shown, from 1, the same for a tie. */
export const VoteAnswer = z
  .strictObject({
    ranks: z.array(z.int().min(1)).min(2).max(MOST_SHOWN),
    /** None of them is any good. They are tied then. */
    noneIsGood: z.boolean(),
  })
  .refine(({ ranks }) => ranks.every((rank) => rank === 1 + ranks.filter((other) => other < rank).length), {
    error: 'A rank is one more than there are pictures before it: 1, 1, 3 for a tie at the top.',
  })
  .refine(({ ranks, noneIsGood }) => !noneIsGood || ranks.every((rank) => rank === 1), {
    error: 'Where none is good, none is before another.',
  })
export type VoteAnswer = z.infer<typeof VoteAnswer>

export const Vote = z.strictObject({
  sessionId: z.string(),
  /** In the order given, from 1. */
  number: z.int().min(1),
  question: VoteQuestion,
  caseIndex: z.int(),
  repeat: z.int(),
  /** From left to right. */
  shown: z.array(ShownPicture.pick({ sampleId: true, contenderId: true })),
  answer: VoteAnswer,
  /** The number of the vote whose pictures were shown again, sides swapped, to see whether the reviewer says the same; null for a new one. */
  repeats: z.int().nullable(),
  surround: Surround,
  shownAt: z.iso.datetime(),
  answeredAt: z.iso.datetime(),
  /** When it was taken back: it stays written down and counts for nothing. null where it stands. */
  undoneAt: z.iso.datetime().nullable(),
})
export type Vote = z.infer<typeof Vote>

/** What is put before a reviewer. Whose the pictures are stays behind. */
export const Ballot = z.strictObject({
  /** That of the vote that it asks for. */
  number: z.int().min(1),
  question: VoteQuestion,
  caseIndex: z.int(),
  repeat: z.int(),
  shown: z.array(ShownPicture).min(2).max(MOST_SHOWN),
  repeats: z.int().nullable(),
})
export type Ballot = z.infer<typeof Ballot>
