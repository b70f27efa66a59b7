import type { Database } from 'better-sqlite3'
import type { VotingFile } from '#shared/domain/voting-file.ts'

type FileRecord = Omit<VotingFile, 'ballots' | 'questions'> & { questions: string }
type BallotRecord = Omit<VotingFile['ballots'][number], 'shown'>
interface PictureRecord {
  number: number
  sampleId: string
  contenderId: string
}

/** What one reviewer judges in one browser, as it was last taken in. */
export interface VotingCopy {
  copyId: string
  sessionId: string
  savedAt: string
}

export type VotingFileStore = ReturnType<typeof createVotingFileStore>

/** Owner of `voting_files`, `voting_file_ballots`, `voting_file_pictures` and `voting_file_copies`. */
export function createVotingFileStore(database: Database) {
  const insertFile = database.prepare<FileRecord>(`
    INSERT INTO voting_files (id, trial_id, questions, shown_at_once, seed, created_at)
    VALUES (@id, @trialId, @questions, @shownAtOnce, @seed, @createdAt)`)
  const selectFile = database.prepare<[string], FileRecord>(`
    SELECT id, trial_id AS trialId, questions, shown_at_once AS shownAtOnce, seed, created_at AS createdAt
    FROM voting_files WHERE id = ?`)
  const insertBallot = database.prepare<BallotRecord & { fileId: string }>(`
    INSERT INTO voting_file_ballots (file_id, number, question, case_index, repeat, repeats)
    VALUES (@fileId, @number, @question, @caseIndex, @repeat, @repeats)`)
  const selectBallots = database.prepare<[string], BallotRecord>(`
    SELECT number, question, case_index AS caseIndex, repeat, repeats
    FROM voting_file_ballots WHERE file_id = ? ORDER BY number`)
  const insertPicture = database.prepare<PictureRecord & { fileId: string; place: number }>(`
    INSERT INTO voting_file_pictures (file_id, number, place, sample_id, contender_id)
    VALUES (@fileId, @number, @place, @sampleId, @contenderId)`)
  const selectPictures = database.prepare<[string], PictureRecord>(`
    SELECT number, sample_id AS sampleId, contender_id AS contenderId
    FROM voting_file_pictures WHERE file_id = ? ORDER BY number, place`)
  const upsertCopy = database.prepare<VotingCopy & { fileId: string }>(`
    INSERT INTO voting_file_copies (file_id, copy_id, session_id, saved_at)
    VALUES (@fileId, @copyId, @sessionId, @savedAt)
    ON CONFLICT (file_id, copy_id) DO UPDATE SET saved_at = excluded.saved_at`)
  const selectCopies = database.prepare<[string], VotingCopy>(`
    SELECT copy_id AS copyId, session_id AS sessionId, saved_at AS savedAt
    FROM voting_file_copies WHERE file_id = ? ORDER BY copy_id`)

  const add = database.transaction(({ ballots, ...file }: VotingFile) => {
    insertFile.run({ ...file, questions: JSON.stringify(file.questions) })
    for (const { shown, ...ballot } of ballots) {
      insertBallot.run({ ...ballot, fileId: file.id })
      for (const [place, picture] of shown.entries())
        insertPicture.run({ ...picture, fileId: file.id, number: ballot.number, place })
    }
  })

  return {
    add(file: VotingFile): void {
      add.immediate(file)
    },
    get(id: string): VotingFile | null {
      const record = selectFile.get(id)
      if (record === undefined) return null
      const pictures = Map.groupBy(selectPictures.all(id), ({ number }) => number)
      const ballots = selectBallots.all(id).map((ballot) => ({
        ...ballot,
        shown: (pictures.get(ballot.number) ?? []).map(({ sampleId, contenderId }) => ({ sampleId, contenderId })),
      }))
      return { ...record, questions: JSON.parse(record.questions) as VotingFile['questions'], ballots }
    },
    copies(fileId: string): VotingCopy[] {
      return selectCopies.all(fileId)
    },
    /** Notes that the answers of a copy were taken in: for the first time, or anew. */
    noteCopy(fileId: string, copy: VotingCopy): void {
      upsertCopy.run({ ...copy, fileId })
    },
  }
}
