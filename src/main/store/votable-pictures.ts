import type { Database } from 'better-sqlite3'
import type { VotablePicture } from '#shared/votes/votable-picture.ts'
import { foundFlags, unionFlags } from './picture-check-store.ts'

type PictureRecord = Omit<VotablePicture, 'image'> &
  VotablePicture['image'] & { flags: string; foundFlags: string | null }

/** Reads the pictures of a trial that can be judged: the newest of each place of the grid, all that do not decode left out. */
export function prepareVotablePictures(database: Database) {
  const select = database.prepare<[string], PictureRecord>(`
    SELECT s.id AS sampleId, s.contender_id AS contenderId, s.case_index AS caseIndex, s.repeat,
      i.sha256, i.format, i.width, i.height, i.size_bytes AS sizeBytes, si.flags, ${foundFlags('si.sha256')} AS foundFlags
    FROM samples s
      JOIN sample_images si ON si.sample_id = s.id AND si.ordinal = 0
      JOIN images i ON i.sha256 = si.sha256
    WHERE s.trial_id = ? AND s.superseded_by IS NULL AND s.outcome = 'succeeded' AND s.role = 'measure' AND s.stage = 0
    ORDER BY s.position`)

  return (trialId: string): VotablePicture[] =>
    select.all(trialId).flatMap((record) => {
      const { sampleId, contenderId, caseIndex, repeat, flags, foundFlags: found, ...image } = record
      return unionFlags(flags, found).includes('damaged') ? [] : [{ sampleId, contenderId, caseIndex, repeat, image }]
    })
}
