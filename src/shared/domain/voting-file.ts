import { z } from 'zod'
import { Reviewer, Surround, VoteAnswer, type Ballot, type VoteQuestion, type VoteSession } from './vote.ts'

/** As many as one person judges with care; a file of more would be too large before that. */
export const MOST_BALLOTS = 500
/** As many votes as are sent along that a reviewer has taken back, the newest ones: whoever changes each answer four times is inside. */
export const MOST_TAKEN_BACK = 4 * MOST_BALLOTS
/** Three rounds in each of which one pair comes again: some five minutes. */
export const DEFAULT_BALLOTS = 42

/** Blind ballots that were drawn before anybody answered, to be judged in a file without Assay. */
export interface VotingFile extends Pick<VoteSession, 'trialId' | 'questions' | 'shownAtOnce' | 'seed'> {
  id: string
  createdAt: string
  /** In their order; whose the pictures are stays here. */
  ballots: (Omit<Ballot, 'shown'> & { shown: Pick<Ballot['shown'][number], 'sampleId' | 'contenderId'>[] })[]
}

/** What the page in a voting file is given. Nothing in it tells whose a picture is. */
export interface VotingFileContent {
  fileId: string
  /** What was done to the pictures, in a sentence. */
  pictureNote: string
  /** By a name that says nothing. */
  pictures: Record<string, VotingPicture>
  ballots: VotingBallot[]
}

export interface VotingPicture {
  /** A data URI. */
  address: string
  /** In pixels. */
  width: number
  height: number
}

export interface VotingBallot {
  number: number
  question: VoteQuestion
  prompt: string
  /** The picture that came with the prompt: its name, and its size as models were given it, in pixels. Absent where none did. */
  given?: { picture: string; width: number; height: number }
  /** Names, from left to right. */
  pictures: string[]
}

export const VotingAnswer = z.strictObject({
  /** The number of the ballot. */
  ballot: z.int().min(1),
  answer: VoteAnswer,
  surround: Surround,
  /** By the reviewer's clock. */
  shownAt: z.iso.datetime(),
  answeredAt: z.iso.datetime(),
})
export type VotingAnswer = z.infer<typeof VotingAnswer>

/** An answer that its reviewer took back in the file: it counts for nothing, and is written down as one that was taken back in Assay. */
export const TakenBackAnswer = VotingAnswer.extend({ undoneAt: z.iso.datetime() })
export type TakenBackAnswer = z.infer<typeof TakenBackAnswer>

/** What a reviewer sends back. */
export const VotingAnswers = z.strictObject({
  kind: z.literal('assay-voting-answers'),
  version: z.literal(1),
  fileId: z.string().max(100),
  /** By chance, of the browser that keeps the answers: two people of one name are told apart by it. */
  copyId: z.string().min(1).max(100),
  reviewer: Reviewer,
  savedAt: z.iso.datetime(),
  answers: z.array(VotingAnswer).max(MOST_BALLOTS),
  /** In the order taken back. Absent in what files save that were exported before they kept it. */
  takenBack: z.array(TakenBackAnswer).max(MOST_TAKEN_BACK).default([]),
})
export type VotingAnswers = z.infer<typeof VotingAnswers>
