import { REPORT_FILES, type ReportFormat, type ReportOptions } from '#shared/domain/report.ts'
import type { KeptDecision } from '#shared/domain/decision-settings.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import type { Mark } from '#shared/domain/mark.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { LARGEST_THUMBNAIL } from '#shared/domain/thumbnail.ts'
import type { Sitting } from '#shared/domain/sitting.ts'
import type { TrialChecks } from '#shared/domain/trial-checks.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { rateQuestions } from '#shared/votes/rate-questions.ts'
import { endTurnsIn } from '#shared/units/harmless-text.ts'
import { ratedTrialOf } from '#shared/votes/rated-trial.ts'
import type { RatedTrial } from '#shared/votes/rate-trial.ts'
import { analyseTrial } from './analyse-trial.ts'
import { choosePictures, type PictureRow } from './choose-pictures.ts'
import { decideTrial } from './decision/decide-trial.ts'
import type { ProviderFacts } from './decision/described-levels.ts'
import { assumptionsOf } from '#shared/economics/assumptions-of.ts'
import { reckonEconomics, type EconomicsSources } from './economics/reckon-economics.ts'
import { reportMarkdown } from './markdown/report-markdown.ts'
import { rateJudges, type AskedJudge } from './rate-judges.ts'
import { reducePictures, type PictureReaders } from './reduce-pictures.ts'
import { gatherEvidence, type ReportEvidence } from './report-evidence.ts'
import { reportHtml, SHOWS_PICTURES } from './report-html.ts'
import { resultsCsv } from './results-csv.ts'
import { resultsJson } from './results-json.ts'

/**
 * What a report is made of.
 * @property trial and `rows`: without the prompts, where `options` leaves them out
 */
export interface ReportGiven extends PictureReaders {
  trial: Trial
  sittings: readonly Sitting[]
  rows: readonly SampleRow[]
  marks: readonly Mark[]
  checks: TrialChecks
  /** Blind votes on it. */
  votes: Pick<RatedTrial, 'sessions' | 'votes' | 'pictures'>
  /** Runs of judge models on it, the newest first. */
  judges: readonly AskedJudge[]
  /** What somebody wants of the contenders, or what everybody begins with. */
  kept: KeptDecision
  /** What others claim, and the price book. */
  published: Pick<EconomicsSources, 'claims' | 'prices'>
  /** Those of the contenders. */
  providers: readonly ProviderFacts[]
  options: ReportOptions
}

/**
 * A report in the formats asked for: content by the name of its file. A PDF is printed from its HTML, by a door: for it, the HTML is there.
 * A bundle is none of them: it is written, see `writeEvidenceBundle`.
 */
export async function composeReport(
  given: ReportGiven,
  formats: readonly ReportFormat[],
): Promise<Map<string, Uint8Array | string>> {
  const { sittings, rows, checks, marks, votes, kept, options, readPicture, readThumbnail } = given
  // Sentences are made of its names: none may turn round the rest of one. Rows and results have every text to the letter.
  const trial = endTurnsIn(given.trial)
  const analysis = analyseTrial(trial, rows, sittings)
  const rated = ratedTrialOf(trial.plan, votes)
  const ratings = rateQuestions(rated)
  const judges = rateJudges(given.judges, rated)
  const decided = decideTrial({ trial, analysis, ratings, providers: given.providers }, endTurnsIn(kept.settings))
  const decision = { ...kept, ...decided }
  const economics = reckonEconomics(trial, analysis, { assumptions: assumptionsOf(kept.settings), ...given.published })
  const files = new Map<string, Uint8Array | string>()
  if (formats.some((format) => format === 'html' || format === 'pdf' || format === 'md')) {
    const isWithout = options.leaveOut.includes('pictures') || !SHOWS_PICTURES[options.template]
    const shown = await readShownPictures(trial, isWithout ? [] : rows, { readPicture, readThumbnail })
    const html = reportHtml(
      gatherEvidence({
        trial,
        sittings,
        analysis,
        rows,
        checks,
        ...shown,
        marks,
        ratings,
        judges,
        decision,
        economics,
        options,
      }),
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
      resultsJson({
        trial: given.trial,
        analysis,
        checks,
        ratings,
        judges,
        decision,
        economics,
        marks: [...marks],
        rows: [...rows],
      }),
    )
  }
  if (formats.includes('csv')) files.set(REPORT_FILES.csv, resultsCsv(given.trial, rows, marks))
  return files
}

/** Longest sides in the report of a picture that is as large as the largest one, in pixels: beside the numbers, and in the appendix. */
const LONGEST_SIDE = LARGEST_THUMBNAIL
const LONGEST_SIDE_IN_APPENDIX = 240

/** The pictures drawn and those that came with their prompts, each kind reduced by one factor of its own. */
async function readShownPictures(
  trial: Trial,
  rows: readonly SampleRow[],
  readers: PictureReaders,
): Promise<Pick<ReportEvidence, 'grid' | 'pictures' | 'givenPictures'>> {
  const grid = choosePictures(trial, rows)
  const reduce = async (of: (shown: readonly PictureRow[]) => ImageRecord[], largestSide: number) => {
    const beside = await reducePictures(of(grid.rows), { largestSide, longestSide: LONGEST_SIDE, ...readers })
    const others = of(grid.further).filter(({ sha256 }) => !beside.has(sha256))
    const further = await reducePictures(others, {
      largestSide,
      longestSide: LONGEST_SIDE_IN_APPENDIX,
      ...readers,
    })
    return new Map([...beside, ...further])
  }
  const came = givenOf([...grid.rows, ...grid.further])
  return {
    grid,
    pictures: await reduce(imagesOf, Math.max(grid.width, grid.height)),
    givenPictures: await reduce(givenOf, Math.max(...came.flatMap(({ width, height }) => [width, height]))),
  }
}

function imagesOf(shown: readonly PictureRow[]): ImageRecord[] {
  return shown.flatMap(({ cells }) => cells.flatMap((cell) => cell?.image ?? []))
}

function givenOf(shown: readonly PictureRow[]): ImageRecord[] {
  return shown.flatMap((row) => row.given ?? [])
}
