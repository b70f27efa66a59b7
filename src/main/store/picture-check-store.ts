import type { Database } from 'better-sqlite3'
import { EXAMINATION, type PictureCheck, type PictureCheckName } from '#shared/domain/picture-check.ts'
import { ImageFlag } from '#shared/domain/sample.ts'
import { SoftCheckName, type PictureMeasure } from '#shared/domain/soft-check.ts'

interface CheckRecord {
  sha256: string
  name: PictureCheck['name']
  version: number
  parameters: string
  result: string
}

/** A picture with every check of its examination. */
export interface Examination {
  sha256: string
  checks: readonly PictureCheck[]
  /** Of the soft checks; empty where only a single check was made. */
  measures: readonly PictureMeasure[]
}

type MeasureRecord = Omit<PictureMeasure, 'parameters'> & { parameters: string }

const ORDER = SoftCheckName.options

/** Pictures of a page, examined or not. */
const PAGE = 500

export type PictureCheckStore = ReturnType<typeof createPictureCheckStore>

/** Owner of `picture_checks`, `picture_measures` and `soft_checks`: what was found in the pictures that have been looked into. */
export function createPictureCheckStore(database: Database) {
  const upsert = database.prepare<CheckRecord>(`
    INSERT INTO picture_checks (sha256, check_name, check_version, parameters, result)
    VALUES (@sha256, @name, @version, @parameters, @result)
    ON CONFLICT (sha256, check_name) DO UPDATE
      SET check_version = excluded.check_version, parameters = excluded.parameters, result = excluded.result`)
  const select = database.prepare<[string], CheckRecord>(`
    SELECT sha256, check_name AS name, check_version AS version, parameters, result
    FROM picture_checks WHERE sha256 = ? ORDER BY check_name`)
  const selectPage = database.prepare<[string], { sha256: string; examined: 0 | 1 }>(
    `SELECT sha256, ${isExamined('images.sha256')} AS examined FROM images WHERE sha256 > ? ORDER BY sha256 LIMIT ${PAGE}`,
  )
  const selectUnexaminedOfTrial = database
    .prepare<[string], string>(
      `SELECT DISTINCT si.sha256 FROM samples s JOIN sample_images si ON si.sample_id = s.id
       WHERE s.trial_id = ? AND NOT ${isExamined('si.sha256')}`,
    )
    .pluck()
  const selectExamined = database.prepare<[string], 0 | 1>(`SELECT ${isExamined('?')}`).pluck()

  const insertSoftCheck = database.prepare<MeasureRecord>(
    'INSERT INTO soft_checks (name, version, parameters) VALUES (@name, @version, @parameters) ON CONFLICT DO NOTHING',
  )
  const upsertMeasure = database.prepare<PictureMeasure & { sha256: string }>(`
    INSERT INTO picture_measures (sha256, name, version, value, reason) VALUES (@sha256, @name, @version, @value, @reason)
    ON CONFLICT (sha256, name) DO UPDATE SET version = excluded.version, value = excluded.value, reason = excluded.reason`)
  const selectMeasures = database.prepare<[string], MeasureRecord>(`
    SELECT name, version, parameters, value, reason FROM picture_measures JOIN soft_checks USING (name, version)
    WHERE sha256 = ?`)

  const record = database.transaction((examinations: readonly Examination[]) => {
    for (const { sha256, checks, measures } of examinations) {
      for (const measure of measures) {
        insertSoftCheck.run({ ...measure, parameters: JSON.stringify(measure.parameters) })
        upsertMeasure.run({ ...measure, sha256 })
      }
      for (const { name, version, parameters, result } of checks) {
        upsert.run({
          sha256,
          name,
          version,
          parameters: JSON.stringify(parameters),
          result: JSON.stringify(result),
        })
      }
    }
  })

  return {
    /** Stores examinations, all or nothing, with one wait for the disk. An earlier finding of the same check is replaced. */
    record(examinations: readonly Examination[]): void {
      record.immediate(examinations)
    },
    /** What has been found in a picture, by name of the check; empty where nobody has looked into it. */
    of(sha256: string): PictureCheck[] {
      return select.all(sha256).map(({ name, version, parameters, result }) => ({
        name,
        version,
        parameters: JSON.parse(parameters) as PictureCheck['parameters'],
        result: JSON.parse(result) as PictureCheck['result'],
      }))
    },
    /** What the soft checks measured in a picture, in the order of their list; empty where nobody has looked into it. */
    measuresOf(sha256: string): PictureMeasure[] {
      return selectMeasures
        .all(sha256)
        .map((measure) => ({
          ...measure,
          parameters: JSON.parse(measure.parameters) as PictureMeasure['parameters'],
        }))
        .toSorted((one, other) => ORDER.indexOf(one.name) - ORDER.indexOf(other.name))
    },
    isExamined(sha256: string): boolean {
      return selectExamined.get(sha256) === 1
    },
    /**
     * Pictures that have no complete examination, a page at a time: to look through a hundred thousand takes 0.2 s.
     * @param after the `next` of the page before; the empty text for the first page.
     * @returns hashes, and where to go on; null after the last page.
     */
    unexamined(after: string): { hashes: string[]; next: string | null } {
      const page = selectPage.all(after)
      const hashes = page.filter(({ examined }) => examined === 0).map(({ sha256 }) => sha256)
      return { hashes, next: page.length < PAGE ? null : (page.at(-1)?.sha256 ?? null) }
    },
    unexaminedOf(trialId: string): string[] {
      return selectUnexaminedOfTrial.all(trialId)
    },
  }
}

/**
 * SQL that is 1 where the picture has every check of an examination in its present version, and 0 where it has not.
 * @param sha256 the SQL expression of its hash
 */
export function isExamined(sha256: string): string {
  // Not (name, version) IN (VALUES …): SQLite builds a filter of a megabyte for it each time, which takes it 0.6 ms.
  const present = Object.entries(EXAMINATION).map(
    ([name, version]) => `(check_name = '${name}' AND check_version = ${version})`,
  )
  return `((SELECT count(*) FROM picture_checks
    WHERE sha256 = ${sha256} AND (${present.join(' OR ')})) = ${present.length})`
}

/**
 * SQL of every flag that was found in a picture, for `unionFlags`; null where none was.
 * @param sha256 the SQL expression of its hash
 */
export function foundFlags(sha256: string): string {
  return `(SELECT group_concat(value) FROM picture_checks, json_each(result, '$.flags') WHERE sha256 = ${sha256})`
}

/**
 * SQL of the hash that a check made of a picture; null where it has not been made.
 * @param sha256 the SQL expression of its hash
 */
export function foundHash(sha256: string, check: PictureCheckName): string {
  return `(SELECT json_extract(result, '$.hash') FROM picture_checks WHERE sha256 = ${sha256} AND check_name = '${check}')`
}

/** The flags that were stored with a sample's picture (JSON) and those that were found in it, each once, in one order. */
export function unionFlags(stored: string, found: string | null): ImageFlag[] {
  const flags = new Set([...(JSON.parse(stored) as string[]), ...(found?.split(',') ?? [])])
  return ImageFlag.options.filter((flag) => flags.has(flag))
}
