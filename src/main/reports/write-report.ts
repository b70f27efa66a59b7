import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { REPORT_FILES, type ReportFormat, type ReportOptions } from '#shared/domain/report.ts'
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
import { reportMarkdown } from './markdown/report-markdown.ts'
import { rateJudges, type AskedJudge } from './rate-judges.ts'
import { reducePictures } from './reduce-pictures.ts'
import { gatherEvidence, type ReportEvidence } from './report-evidence.ts'
import { reportHtml } from './report-html.ts'
import { reportUnwritable } from './report-unwritable.ts'
import { resultsCsv } from './results-csv.ts'
import { resultsJson } from './results-json.ts'

/**
 * Writes a report in the formats asked for into a folder that is there. A PDF is printed from its HTML, by a door: for it, the HTML is
 * written.
 * @param given.trial and `rows`: without the prompts, where `options` leaves them out
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
  formats: readonly ReportFormat[]
  options: ReportOptions
  directory: string
  readPicture: (sha256: string) => Promise<Uint8Array | null>
}): Promise<void> {
  const { trial, sittings, rows, checks, marks, votes, formats, options, directory, readPicture } = given
  const analysis = analyseTrial(trial, rows, sittings)
  const rated = ratedTrialOf(trial.plan, votes)
  const ratings = rateQuestions(rated)
  const judges = rateJudges(given.judges, rated)
  const files = new Map<string, Uint8Array | string>()
  if (formats.some((format) => format === 'html' || format === 'pdf' || format === 'md')) {
    const shown = await readShownPictures(trial, options.leaveOut.includes('pictures') ? [] : rows, readPicture)
    const html = reportHtml(
      gatherEvidence({ trial, sittings, analysis, rows, checks, ...shown, marks, ratings, judges, options }),
    )
    files.set(REPORT_FILES.html, html)
    if (formats.includes('md')) {
      const { markdown, pictures: beside } = reportMarkdown(html)
      files.set(REPORT_FILES.md, markdown)
      for (const [name, bytes] of beside) files.set(name, bytes)
    }
  }
  if (formats.includes('json')) {
    files.set(
      REPORT_FILES.json,
      resultsJson({ trial, analysis, checks, ratings, judges, marks: [...marks], rows: [...rows] }),
    )
  }
  if (formats.includes('csv')) files.set(REPORT_FILES.csv, resultsCsv(trial, rows, marks))
  try {
    for (const [name, content] of files) {
      await mkdir(dirname(join(directory, name)), { recursive: true })
      await writeFile(join(directory, name), content)
    }
  } catch (error) {
    throw reportUnwritable(dirname(directory), error)
  }
}

/** The pictures drawn and those that came with their prompts, each kind reduced by one factor of its own. */
async function readShownPictures(
  trial: Trial,
  rows: readonly SampleRow[],
  readPicture: (sha256: string) => Promise<Uint8Array | null>,
): Promise<Pick<ReportEvidence, 'grid' | 'pictures' | 'givenPictures'>> {
  const grid = choosePictures(trial, rows)
  const images = grid.rows.flatMap(({ cells }) => cells.flatMap((cell) => cell?.image ?? []))
  const pictures = await reducePictures(images, { largestSide: Math.max(grid.width, grid.height), readPicture })
  const came = grid.rows.flatMap((row) => row.given ?? [])
  const givenSide = Math.max(...came.flatMap(({ width, height }) => [width, height]))
  const givenPictures = await reducePictures(came, { largestSide: givenSide, readPicture })
  return { grid, pictures, givenPictures }
}
