import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AssayError } from '#shared/errors.ts'
import type { Mark } from '#shared/domain/mark.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Sitting } from '#shared/domain/sitting.ts'
import type { TrialChecks } from '#shared/domain/trial-checks.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { rateQuestions } from '#shared/votes/rate-questions.ts'
import { ratedTrialOf } from '#shared/votes/rated-trial.ts'
import type { RatedTrial } from '#shared/votes/rate-trial.ts'
import { analyseTrial } from './analyse-trial.ts'
import { choosePictures } from './choose-pictures.ts'
import { rateJudges, type AskedJudge } from './rate-judges.ts'
import { reducePictures } from './reduce-pictures.ts'
import { gatherEvidence } from './report-evidence.ts'
import { reportHtml } from './report-html.ts'
import { resultsCsv } from './results-csv.ts'
import { resultsJson } from './results-json.ts'

/** Where the three files are, and how large the report is in bytes. */
export interface WrittenReport {
  report: string
  json: string
  csv: string
  sizeBytes: number
}

/**
 * Writes `report.html`, `results.json` and `results.csv` into a folder, which is made if need be. All three are complete under temporary
 * names before the first takes its place, so that a failure leaves earlier ones as they were.
 * @param given.readPicture bytes of a picture by its SHA-256; null, or a rejection, where it can't be had: the report then says so
 * @throws AssayError DATA_FOLDER_UNWRITABLE
 */
export async function writeReport(given: {
  trial: Trial
  sittings: readonly Sitting[]
  rows: readonly SampleRow[]
  marks: readonly Mark[]
  checks: TrialChecks
  /** Blind votes on it. */
  votes: Pick<RatedTrial, 'sessions' | 'votes' | 'pictures'>
  /** Runs of judge models on it, the newest first. */
  judges: readonly AskedJudge[]
  directory: string
  readPicture: (sha256: string) => Promise<Uint8Array | null>
}): Promise<WrittenReport> {
  const { trial, sittings, rows, checks, marks, votes, directory, readPicture } = given
  const analysis = analyseTrial(trial, rows, sittings)
  const grid = choosePictures(trial, rows)
  const images = grid.rows.flatMap(({ cells }) => cells.flatMap((cell) => cell?.image ?? []))
  const pictures = await reducePictures(images, { largestSide: Math.max(grid.width, grid.height), readPicture })
  const came = grid.rows.flatMap((row) => row.given ?? [])
  const givenSide = Math.max(...came.flatMap(({ width, height }) => [width, height]))
  const givenPictures = await reducePictures(came, { largestSide: givenSide, readPicture })
  const rated = ratedTrialOf(trial.plan, votes)
  const ratings = rateQuestions(rated)
  const judges = rateJudges(given.judges, rated)
  const evidence = gatherEvidence({
    trial,
    sittings,
    analysis,
    rows,
    checks,
    grid,
    pictures,
    givenPictures,
    marks,
    ratings,
    judges,
  })
  const report = Buffer.from(reportHtml(evidence))
  await writeTogether(directory, {
    'report.html': report,
    'results.json': resultsJson(trial, { analysis, checks, ratings, judges, marks, rows }),
    'results.csv': resultsCsv(trial, rows, marks),
  })
  return {
    report: join(directory, 'report.html'),
    json: join(directory, 'results.json'),
    csv: join(directory, 'results.csv'),
    sizeBytes: report.byteLength,
  }
}

async function writeTogether(directory: string, files: Readonly<Record<string, Uint8Array | string>>): Promise<void> {
  try {
    await mkdir(directory, { recursive: true })
    const unfinished = await mkdtemp(join(directory, '.unfinished-'))
    try {
      for (const [name, content] of Object.entries(files)) await writeFile(join(unfinished, name), content)
      for (const name of Object.keys(files)) await rename(join(unfinished, name), join(directory, name))
    } finally {
      await rm(unfinished, { recursive: true, force: true })
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new AssayError(
      'DATA_FOLDER_UNWRITABLE',
      `The report could not be written to ${directory} (${reason}). Check that the folder can be written and the disk is not full, or choose another folder; an earlier report is still there.`,
      { cause: error },
    )
  }
}
