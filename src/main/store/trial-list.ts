import type { Database } from 'better-sqlite3'
import type { TrialStatus, TrialSummary } from '#shared/domain/trial.ts'

interface SummaryRecord {
  id: string
  name: string
  status: TrialStatus
  practice: 0 | 1
  startedAt: string
  finishedAt: string | null
  sampleCount: number
  doneCount: number
  succeededCount: number
  spentMicros: number
  unknownChargeCount: number
}

interface PictureRecord {
  contenderId: string
  caseIndex: number
  sha256: string
}

/** Pictures shown beside a trial's name. */
const PICTURES_SHOWN = 4
/** How many of the first succeeded samples are looked at to find them; interleaving brings a full row of contenders early. */
const PICTURES_CONSIDERED = 64

/** The trial list: totals from indexes alone, so that a hundred trials of 10,000 samples do not slow the start page. */
export function createTrialList(database: Database) {
  const selectPage = database.prepare<[number, number], SummaryRecord>(`
    SELECT id, name, status, practice, started_at AS startedAt, finished_at AS finishedAt, sample_count AS sampleCount,
      (SELECT count(*) FROM samples WHERE trial_id = trials.id AND superseded_by IS NULL) AS doneCount,
      (SELECT count(*) FROM samples WHERE trial_id = trials.id AND outcome = 'succeeded') AS succeededCount,
      (SELECT ifnull(sum(amount_micros), 0) FROM charges WHERE trial_id = trials.id) AS spentMicros,
      (SELECT count(*) FROM charges WHERE trial_id = trials.id AND amount_micros IS NULL) AS unknownChargeCount
    FROM trials ORDER BY started_at DESC, id DESC LIMIT ? OFFSET ?`)
  const count = database.prepare<[], number>('SELECT count(*) FROM trials').pluck()
  const selectContenders = database.prepare<[string], TrialSummary['contenders'][number]>(
    'SELECT id, name, position FROM contenders WHERE trial_id = ? ORDER BY position',
  )
  const selectPictures = database.prepare<[string, number], PictureRecord>(`
    SELECT contender_id AS contenderId, case_index AS caseIndex, sha256
    FROM samples JOIN sample_images ON sample_id = samples.id AND ordinal = 0
    WHERE trial_id = ? AND outcome = 'succeeded'
    ORDER BY samples.position LIMIT ?`)

  const read = database.transaction(({ limit, offset }: { limit: number; offset: number }) => ({
    trials: selectPage.all(limit, offset).map(({ practice, ...record }): TrialSummary => {
      const contenders = selectContenders.all(record.id)
      const pictures = choosePictures(
        contenders.map(({ id }) => id),
        selectPictures.all(record.id, PICTURES_CONSIDERED),
      )
      return { ...record, practice: practice === 1, contenders, pictures }
    }),
    total: count.get() as number,
  }))
  return read
}

/**
 * Up to four pictures: those of the case that most contenders have drawn, one each in the plan's order; then, where these
 * are fewer, others in the order sent.
 */
function choosePictures(contenderIds: readonly string[], found: readonly PictureRecord[]): string[] {
  const cases = Map.groupBy(found, ({ caseIndex }) => caseIndex)
  const drawn = (pictures: readonly PictureRecord[]): number => new Set(pictures.map((one) => one.contenderId)).size
  const fullest = [...cases.values()].reduce<PictureRecord[]>(
    (best, pictures) => (drawn(pictures) > drawn(best) ? pictures : best),
    [],
  )
  const onePerContender = contenderIds.flatMap((id) => fullest.find((one) => one.contenderId === id)?.sha256 ?? [])
  const chosen = new Set([...onePerContender, ...found.map(({ sha256 }) => sha256)])
  return [...chosen].slice(0, PICTURES_SHOWN)
}
