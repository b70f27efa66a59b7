import type { writeGalleryFile } from '#main/reports/gallery/write-gallery-file.ts'
import type { DecidedTrial } from '#main/reports/decision/decide-trial.ts'
import type { EconomicsSources } from '#main/reports/economics/reckon-economics.ts'
import type { PlannedVotingFile } from '#main/reports/voting-file/planned-file.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { ContenderLatency, TrialAnalysis } from '#shared/domain/analysis.ts'
import type { ContenderHistory, MeasuredModel, ModelChoice } from '#shared/domain/contender-history.ts'
import type { DecisionSettings } from '#shared/domain/decision-settings.ts'
import type { OpenedBundle } from '#shared/domain/bundle.ts'
import type { ReportFormat, ReportOptions } from '#shared/domain/report.ts'
import type { TrialCharts } from '#shared/domain/chart-analysis.ts'
import type { TrialChecks } from '#shared/domain/trial-checks.ts'
import type { WrittenGallery } from '#shared/domain/gallery.ts'
import type { TrialComparison } from '#shared/domain/trial-comparison.ts'
import type { Ballot, VoteSession } from '#shared/domain/vote.ts'
import type { VotablePicture } from '#shared/votes/votable-picture.ts'

/** What the thread is asked, and what it answers; null where there is no such trial. */
export interface AnalysisAnswers {
  all: TrialAnalysis | null
  latencies: ContenderLatency[] | null
  undecided: string[] | null
  checks: TrialChecks | null
  decision: DecidedTrial | null
  /** A text is the id of the trial that there is not. */
  comparison: TrialComparison | string
  models: MeasuredModel[]
  history: ContenderHistory
  charts: TrialCharts | null
  /** null also where nothing of the trial has ended. An error that is meant for people crosses as a value: between threads it loses its code. */
  report: true | Refusal | null
  ballots: Ballot[] | null
  'voting-file': Uint8Array | Refusal
  bundle: OpenedBundle | Refusal
  /** null where nothing of the trial has ended. */
  'gallery-file': Awaited<ReturnType<typeof writeGalleryFile>> | Refusal | null
  'gallery-folder': WrittenGallery | Refusal | null
}

export interface Refusal {
  code: ErrorCode
  message: string
}

export interface ReportTask {
  want: 'report'
  trialId: string
  formats: readonly ReportFormat[]
  options: ReportOptions
  /** It is there. */
  directory: string
  /** For a bundle: when it is written, and by which Assay. */
  createdAt: string
  assayVersion: string
  /** What others claim, and the price book. */
  published: Pick<EconomicsSources, 'claims' | 'prices'>
}

export interface BallotsTask {
  want: 'ballots'
  trialId: string
  /** New: nobody has voted in it. */
  session: VoteSession
  /** Those that can be shown. */
  pictures: readonly VotablePicture[]
  count: number
}

export interface VotingFileTask {
  want: 'voting-file'
  file: PlannedVotingFile
  /** Of the built page. */
  pagePath: string
  /** Of all pictures in the file, in pixels. */
  largestSide: number
}

/** @property pagePath of the built page */
interface GalleryAsked {
  trialId: string
  /** The first so many are shown. */
  repeats: number
  pagePath: string
}

export type GalleryTask =
  (GalleryAsked & { want: 'gallery-file' }) | (GalleryAsked & { want: 'gallery-folder'; directory: string })

export type AnalysisTask =
  | { trialId: string; want: 'all' }
  | { trialId: string; want: 'latencies' }
  | { trialId: string; want: 'undecided' }
  | { trialId: string; want: 'checks' }
  | { trialId: string; want: 'charts' }
  | ReportTask
  | { trialId: string; want: 'decision'; settings: DecisionSettings }
  | GalleryTask
  | BallotsTask
  | VotingFileTask
  | { want: 'comparison'; firstId: string; secondId: string }
  | { want: 'models' }
  | { want: 'history'; model: ModelChoice }
  | { want: 'bundle'; path: string }
