import { z } from 'zod'
import { ImageRecord } from '../domain/image.ts'
import { RatingAnalysis } from '../domain/rating.ts'
import { MOST_SHOWN, Reviewer, Surround, Vote, VoteAnswer, VoteQuestion, VoteSession } from '../domain/vote.ts'
import { MOST_BALLOTS } from '../domain/voting-file.ts'
import { procedure } from './procedure.ts'

const bySession = z.strictObject({ sessionId: z.string() })
const byTrial = z.strictObject({ trialId: z.string() })

/** What a reviewer is shown. Whose the pictures are, and whether they have been shown before, stays behind. */
export const ShownBallot = z.strictObject({
  number: z.int(),
  question: VoteQuestion,
  caseName: z.string(),
  prompt: z.string(),
  /** The picture that came with the prompt, whoever was given it; null where none did. */
  given: ImageRecord.nullable(),
  /** From left to right. */
  pictures: z.array(ImageRecord),
})
export type ShownBallot = z.infer<typeof ShownBallot>

/** Where a session stands. */
export const VoteState = z.strictObject({
  session: VoteSession,
  trialName: z.string(),
  /** null where nothing is left to judge. */
  ballot: ShownBallot.nullable(),
  /** Votes that stand. */
  given: z.int(),
  /** Pairs of pictures that this reviewer has not judged; an order judges several at once. */
  openPairs: z.int(),
  /** Votes until the two that are closest to each other can be told apart, see `votesToSeparate`; null where no number can be named. */
  neededVotes: z.int().nullable(),
})
export type VoteState = z.infer<typeof VoteState>

export const VoteSessionSummary = z.strictObject({
  session: VoteSession,
  given: z.int(),
  /** Of the last vote that stands. */
  lastAt: z.iso.datetime().nullable(),
})
export type VoteSessionSummary = z.infer<typeof VoteSessionSummary>

/** A voting file, and what it holds. */
export const ExportedVotingFile = z.strictObject({
  fileId: z.string(),
  file: z.file(),
  ballotCount: z.int(),
  /** Of the ballots, those that come a second time, sides swapped. */
  repeatCount: z.int(),
  pictureCount: z.int(),
})
export type ExportedVotingFile = z.infer<typeof ExportedVotingFile>

/** What came of answers that were taken in, in votes. */
export const TakenAnswers = z.strictObject({
  trialId: z.string(),
  trialName: z.string(),
  reviewer: z.string(),
  added: z.int(),
  /** Said otherwise than in answers that were taken in earlier. */
  changed: z.int(),
  /** Standing before, and not among these answers. */
  takenBack: z.int(),
  unchanged: z.int(),
  /** Given and taken back in the voting file: written down now, counting for nothing. */
  noted: z.int(),
})
export type TakenAnswers = z.infer<typeof TakenAnswers>

/** Blind votes on the pictures of a trial. */
export const vote = {
  /** Refused where no two pictures of one prompt can be put side by side. */
  begin: procedure
    .input(
      byTrial.extend({
        reviewer: Reviewer,
        questions: z.array(VoteQuestion).min(1),
        shownAtOnce: z.int().min(2).max(MOST_SHOWN),
      }),
    )
    .output(VoteState),
  /** In the order begun. */
  sessions: procedure.input(byTrial).output(z.array(VoteSessionSummary)),
  /** Every vote as it was given, those that were taken back among them. */
  list: procedure.input(byTrial).output(z.strictObject({ sessions: z.array(VoteSession), votes: z.array(Vote) })),
  state: procedure.input(bySession).output(VoteState),
  /**
   * Refused (CHANGED_MEANWHILE) where something else is to be judged by now.
   * @returns where the session stands then, with what comes next
   */
  answer: procedure
    .input(
      bySession.extend({
        number: z.int(),
        /** SHA-256 of the pictures from left to right, as they were shown. */
        pictures: z.array(z.string()),
        answer: VoteAnswer,
        surround: Surround,
        /** From when the pictures were there to be seen, in milliseconds. */
        lookedMs: z.number().min(0),
      }),
    )
    .output(VoteState),
  /** Takes the last vote back; it is asked for again. Refused (CHANGED_MEANWHILE) where another one is the last by now. */
  undo: procedure
    .input(
      bySession.extend({
        /** That of the last vote, as it was seen. */
        number: z.int().min(1),
      }),
    )
    .output(VoteState),
  /** An HTML file that somebody without Assay judges in a browser. Nothing in it tells whose the pictures are. */
  exportFile: procedure
    .input(
      byTrial.extend({
        questions: z.array(VoteQuestion).min(1),
        shownAtOnce: z.int().min(2).max(MOST_SHOWN),
        /** At most: there may be fewer pairs of pictures. Each question on a pair is one. */
        ballots: z.int().min(1).max(MOST_BALLOTS),
      }),
    )
    .output(ExportedVotingFile),
  /**
   * Takes in what a reviewer has saved from a voting file, whole or not at all; newer answers of the same browser take the place of
   * earlier ones. Refused (CHANGED_MEANWHILE) where a reviewer of that name has answered in another browser, unless they are replaced.
   */
  importAnswers: procedure.input(z.strictObject({ file: z.file(), replace: z.boolean() })).output(TakenAnswers),
  /** What the votes say. */
  rate: procedure
    .input(byTrial.extend({ question: VoteQuestion, reviewer: z.string().nullable() }))
    .output(RatingAnalysis),
}
