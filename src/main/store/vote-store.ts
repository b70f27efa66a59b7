import type { Database } from 'better-sqlite3'
import type { Vote, VoteSession } from '#shared/domain/vote.ts'

interface SessionRecord extends Omit<VoteSession, 'questions'> {
  questions: string
}

interface VoteRecord extends Omit<Vote, 'shown' | 'answer'> {
  id: number
  noneIsGood: 0 | 1
}

interface PictureRecord {
  voteId: number
  place: number
  sampleId: string
  contenderId: string
  rank: number
}

export type VoteStore = ReturnType<typeof createVoteStore>

/** Owner of `vote_sessions`, `votes` and `vote_pictures`. */
export function createVoteStore(database: Database) {
  const insertSession = database.prepare<SessionRecord>(`
    INSERT INTO vote_sessions (id, trial_id, reviewer, questions, shown_at_once, seed, file_id, started_at)
    VALUES (@id, @trialId, @reviewer, @questions, @shownAtOnce, @seed, @fileId, @startedAt)`)
  const sessionColumns = `id, trial_id AS trialId, reviewer, questions, shown_at_once AS shownAtOnce, seed,
    file_id AS fileId, started_at AS startedAt`
  const selectSession = database.prepare<[string], SessionRecord>(
    `SELECT ${sessionColumns} FROM vote_sessions WHERE id = ?`,
  )
  const selectSessions = database.prepare<[string], SessionRecord>(
    `SELECT ${sessionColumns} FROM vote_sessions WHERE trial_id = ? ORDER BY started_at, id`,
  )
  const insertVote = database.prepare<Omit<VoteRecord, 'id'>>(`
    INSERT INTO votes (session_id, number, question, case_index, repeat, none_is_good, repeats, surround, shown_at,
      answered_at, undone_at)
    VALUES (@sessionId, @number, @question, @caseIndex, @repeat, @noneIsGood, @repeats, @surround, @shownAt,
      @answeredAt, @undoneAt)`)
  const insertPicture = database.prepare<PictureRecord>(`
    INSERT INTO vote_pictures (vote_id, place, sample_id, contender_id, rank)
    VALUES (@voteId, @place, @sampleId, @contenderId, @rank)`)
  const selectVotes = database.prepare<[string], VoteRecord>(`
    SELECT votes.id, session_id AS sessionId, number, question, case_index AS caseIndex, repeat,
      none_is_good AS noneIsGood, repeats, surround, shown_at AS shownAt, answered_at AS answeredAt,
      undone_at AS undoneAt
    FROM vote_sessions JOIN votes ON session_id = vote_sessions.id
    WHERE trial_id = ? ORDER BY answered_at, votes.id`)
  const selectPictures = database.prepare<[string], PictureRecord>(`
    SELECT vote_id AS voteId, place, sample_id AS sampleId, contender_id AS contenderId, rank
    FROM vote_sessions JOIN votes ON session_id = vote_sessions.id JOIN vote_pictures ON vote_id = votes.id
    WHERE trial_id = ? ORDER BY vote_id, place`)
  const undo = database.prepare<{ sessionId: string; number: number; undoneAt: string }>(`
    UPDATE votes SET undone_at = @undoneAt
    WHERE session_id = @sessionId AND undone_at IS NULL AND number = @number`)
  const updateReviewer = database.prepare<{ id: string; reviewer: string }>(
    `UPDATE vote_sessions SET reviewer = @reviewer WHERE id = @id`,
  )

  const add = database.transaction(({ shown, answer, ...vote }: Vote) => {
    const { lastInsertRowid } = insertVote.run({ ...vote, noneIsGood: answer.noneIsGood ? 1 : 0 })
    for (const [place, picture] of shown.entries()) {
      const rank = answer.ranks[place]
      if (rank === undefined) throw new Error('A vote ranks fewer pictures than were shown.')
      insertPicture.run({ ...picture, voteId: Number(lastInsertRowid), place, rank })
    }
  })

  const begin = database.transaction((session: VoteSession, votes: readonly Vote[]) => {
    insertSession.run({ ...session, questions: JSON.stringify(session.questions) })
    for (const vote of votes) add(vote)
  })

  return {
    /** With the votes that it brings along, as those of an answered file: all of it or nothing. */
    begin(session: VoteSession, votes: readonly Vote[] = []): void {
      begin.immediate(session, votes)
    },
    session(id: string): VoteSession | null {
      const record = selectSession.get(id)
      return record === undefined ? null : toSession(record)
    },
    /** In the order begun. */
    sessions(trialId: string): VoteSession[] {
      return selectSessions.all(trialId).map(toSession)
    },
    /** @throws Error where a vote of its number stands in the session */
    add(vote: Vote): void {
      add.immediate(vote)
    },
    /** Takes the vote of that number back, where one stands. */
    undo(sessionId: string, number: number, undoneAt: string): void {
      undo.run({ sessionId, number, undoneAt })
    },
    rename(sessionId: string, reviewer: string): void {
      updateReviewer.run({ id: sessionId, reviewer })
    },
    /** All votes of a trial in the order given, those that were taken back among them. */
    ofTrial(trialId: string): Vote[] {
      const pictures = Map.groupBy(selectPictures.all(trialId), ({ voteId }) => voteId)
      return selectVotes.all(trialId).map(({ id, noneIsGood, ...vote }) => {
        const own = pictures.get(id) ?? []
        return {
          ...vote,
          shown: own.map(({ sampleId, contenderId }) => ({ sampleId, contenderId })),
          answer: { ranks: own.map(({ rank }) => rank), noneIsGood: noneIsGood === 1 },
        }
      })
    },
  }
}

function toSession({ questions, ...session }: SessionRecord): VoteSession {
  return { ...session, questions: JSON.parse(questions) as VoteSession['questions'] }
}
