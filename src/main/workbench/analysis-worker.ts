import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { workerData } from 'node:worker_threads'
import { lowerPriority } from '#main/images/lower-priority.ts'
import { analyseCharts } from '#main/reports/analyse-charts.ts'
import { analyseTrial } from '#main/reports/analyse-trial.ts'
import { splitByContender } from '#main/reports/asked-samples.ts'
import { checkTrial } from '#main/reports/check-trial.ts'
import { compareTrials, type MeasuredTrial } from '#main/reports/comparison/compare-trials.ts'
import type { BundleExtras } from '#main/reports/bundle/write-evidence-bundle.ts'
import { historyPoints } from '#main/reports/comparison/history-points.ts'
import type { DecidedTrial } from '#main/reports/decision/decide-trial.ts'
import type { ProviderFacts } from '#main/reports/decision/described-levels.ts'
import { bundleReaders, type TrialReader } from '#main/store/bundle/bundle-reader.ts'
import { takeInBundle } from '#main/store/bundle/bundle-store.ts'
import { openReader } from '#main/store/open-reader.ts'
import { AssayError } from '#shared/errors.ts'
import type { Estimate, TrialAnalysis } from '#shared/domain/analysis.ts'
import type { ContenderHistory, ModelChoice } from '#shared/domain/contender-history.ts'
import { firstDecision } from '#shared/decision/scenarios.ts'
import type { DecisionSettings } from '#shared/domain/decision-settings.ts'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import { LARGEST_THUMBNAIL } from '#shared/domain/thumbnail.ts'
import type { TrialChecks } from '#shared/domain/trial-checks.ts'
import type { TrialComparison } from '#shared/domain/trial-comparison.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { undecidedPictures } from '#shared/fairness/seed-pairs.ts'
import type { BallotSource } from '#shared/votes/ballot-source.ts'
import { planBallots } from '#shared/votes/plan-ballots.ts'
import { rateQuestions } from '#shared/votes/rate-questions.ts'
import { ratedTrialOf } from '#shared/votes/rated-trial.ts'
import type {
  AnalysisAnswers,
  BallotsTask,
  Refusal,
  ReportTask,
  VotingFileTask,
  GalleryTask,
  AnalysisTask,
} from './analysis-tasks.ts'

/** Trials that one history reads: each is read whole, for its costs. */
const MOST_IN_HISTORY = 50

lowerPriority()
const { dataDirectory } = workerData as { dataDirectory: string }
const ownReader = openReader(dataDirectory)
const bundleReaderOf = bundleReaders(dataDirectory)

/** Where a trial is read: in an opened bundle, or among those of this data folder. */
function readerOf(trialId: string): TrialReader {
  return bundleReaderOf(trialId) ?? ownReader
}

export default async function work(task: AnalysisTask): Promise<AnalysisAnswers[keyof AnalysisAnswers]> {
  if (task.want === 'voting-file') return writeVotingFileOf(task)
  if (task.want === 'comparison') return compareBoth(task)
  if (task.want === 'models') return ownReader.measuredModels.list()
  if (task.want === 'history') return historyOf(task.model)
  if (task.want === 'bundle') return asRefusal(takeInBundle(task.path, dataDirectory))
  const { trialId } = task
  const reader = readerOf(trialId)
  const trial = reader.trials.get(trialId)
  if (trial === null) return null
  switch (task.want) {
    case 'latencies':
      return reader.latencies(trialId, trial.plan)
    case 'undecided': {
      const lanes = splitByContender(trial, reader.figures(trialId))
      return lanes.flatMap(({ rows, promptOf }) => undecidedPictures(rows, promptOf))
    }
    case 'checks':
      return checkAll(trial, reader.figures(trialId), reader)
    case 'charts':
      return analyseCharts(trial, reader.figures(trialId), reader.tallies(trialId))
    case 'all':
      return analyseAll(trial, reader)
    case 'decision':
      return await decideOn(trial, task.settings, reader)
    case 'ballots':
      return planBallots(ballotSource(trial, task, reader), task.count)
    case 'report':
      return await writeReportOf(trial, task)
    case 'gallery-file':
    case 'gallery-folder':
      return await writeGalleryOf(trial, task)
    default:
      throw new Error(`The analyst knows nothing of ${JSON.stringify(task satisfies never)}.`)
  }
}

function analyseAll(trial: Trial, reader: TrialReader): TrialAnalysis {
  return analyseTrial(trial, reader.figures(trial.id), reader.sittings(trial.id))
}

function checkAll(trial: Trial, rows: readonly SampleFigures[], reader: TrialReader): TrialChecks {
  return checkTrial(trial, rows, { ...reader.measured(trial.id), votes: reader.votes(trial.id).votes })
}

function ballotSource({ plan }: Trial, { trialId, session, pictures }: BallotsTask, reader: TrialReader): BallotSource {
  const { sessions, votes } = reader.votes(trialId)
  return { ...ratedTrialOf(plan, { sessions: [...sessions, session], votes, pictures }), session }
}

async function decideOn(trial: Trial, settings: DecisionSettings, reader: TrialReader): Promise<DecidedTrial> {
  const { decideTrial } = await import('#main/reports/decision/decide-trial.ts')
  const sources = {
    trial,
    analysis: analyseAll(trial, reader),
    ratings: rateQuestions(ratedTrialOf(trial.plan, reader.votes(trial.id))),
    providers: await describeProviders(trial),
  }
  return decideTrial(sources, settings)
}

/** @returns the id of a trial where there is none such */
function compareBoth({ firstId, secondId }: { firstId: string; secondId: string }): TrialComparison | string {
  const first = measuredTrial(firstId)
  if (first === null) return firstId
  const second = measuredTrial(secondId)
  return second === null ? secondId : compareTrials(first, second)
}

function measuredTrial(trialId: string): MeasuredTrial | null {
  const bundle = bundleReaderOf(trialId)
  const reader = bundle ?? ownReader
  const trial = reader.trials.get(trialId)
  if (trial === null) return null
  return {
    trial,
    rows: reader.figures(trialId),
    sittings: reader.sittings(trialId),
    bundle: bundle === null ? null : bundle.manifest,
  }
}

function historyOf(model: ModelChoice): ContenderHistory {
  const trialIds = ownReader.measuredModels.trialsOf(model)
  const points = trialIds
    .slice(0, MOST_IN_HISTORY)
    .toReversed()
    .flatMap((trialId) => {
      const trial = ownReader.trials.get(trialId)
      if (trial === null) return []
      const latencies = ownReader.latencies(trialId, trial.plan)
      const medianOf = (contenderId: string): Estimate =>
        latencies.find((one) => one.contenderId === contenderId)?.p50 ?? { state: 'unknown', count: 0 }
      return historyPoints(trial, model, { rows: ownReader.figures(trialId), medianOf })
    })
  return { points, olderCount: Math.max(0, trialIds.length - MOST_IN_HISTORY) }
}

/** Of the trial's contenders, each once; those that only the Assay which made a bundle knew are absent. */
async function describeProviders({ plan }: Trial): Promise<ProviderFacts[]> {
  const { knowsProvider, loadProvider } = await import('#main/providers/provider-loaders.ts')
  const steps = plan.contenders.flatMap((contender) => [contender, ...contender.furtherSteps])
  const ids = [...new Set(steps.map(({ providerId }) => providerId))].filter(knowsProvider)
  const adapters = await Promise.all(ids.map((id) => loadProvider(id)))
  return adapters.map(({ descriptor }) => descriptor)
}

async function writeReportOf(
  found: Trial,
  { formats, options, directory, createdAt, assayVersion, published }: ReportTask,
): Promise<AnalysisAnswers['report']> {
  const bundle = bundleReaderOf(found.id)
  const reader = bundle ?? ownReader
  const all = reader.rows(found.id)
  if (all.length === 0) return null
  // Loaded with the first report: the numbers alone have no use for it.
  const { writeReport } = await import('#main/reports/write-report.ts')
  const { leaveOutPrompts } = await import('#main/reports/leave-out-prompts.ts')
  const { bundleAgain, bundleExtras, leftOutOf } = await import('./bundle-again.ts')
  // What a bundle came without can't be shown by what is written of it.
  const leaveOut = [...new Set([...options.leaveOut, ...(bundle === null ? [] : leftOutOf(bundle.manifest))])]
  const whole = {
    trial: found,
    rows: all,
    sittings: reader.sittings(found.id),
    marks: reader.marks(found.id),
    judges: reader.judges(found.id),
  }
  const shown = leaveOut.includes('prompts') ? leaveOutPrompts(whole) : whole
  const given = {
    ...shown,
    checks: checkAll(shown.trial, shown.rows, reader),
    votes: reader.votes(found.id),
    kept: reader.decision(found.id) ?? firstDecision(found.id),
    providers: await describeProviders(found),
    published,
    options: { ...options, leaveOut },
    readPicture: async (sha256: string) => readFile(reader.imagePath(sha256)),
    readThumbnail: async (sha256: string) => {
      const thumbnail = await reader.findThumbnail(sha256, LARGEST_THUMBNAIL)
      return thumbnail === null || !existsSync(reader.imagePath(sha256)) ? null : readFile(thumbnail.path)
    },
  }
  const extras = (): BundleExtras => ({ createdAt, assayVersion, ...bundleExtras(whole, reader) })
  const isBundled = formats.includes('bundle')
  const others = formats.filter((format) => format !== 'bundle')
  return asRefusal(
    (async () => {
      if (bundle === null) await writeReport({ ...given, formats, directory, bundle: isBundled ? extras() : null })
      else {
        if (others.length > 0) await writeReport({ ...given, formats: others, directory, bundle: null })
        if (isBundled) await bundleAgain(directory, { given, bundle, extras: extras() })
      }
      return true as const
    })(),
  )
}

async function writeGalleryOf(
  trial: Trial,
  task: GalleryTask,
): Promise<AnalysisAnswers['gallery-file' | 'gallery-folder']> {
  const reader = readerOf(trial.id)
  const rows = reader.rows(trial.id)
  if (rows.length === 0) return null
  const page = await readFile(task.pagePath, 'utf8')
  const evidence = {
    trial,
    rows,
    marks: reader.marks(trial.id),
    repeats: task.repeats,
    readPicture: async (sha256: string) => readFile(reader.imagePath(sha256)),
  }
  if (task.want === 'gallery-file') {
    const { writeGalleryFile } = await import('#main/reports/gallery/write-gallery-file.ts')
    return asRefusal(writeGalleryFile(evidence, page))
  }
  const { writeGalleryFolder } = await import('#main/reports/gallery/write-gallery-folder.ts')
  const { makeThumbnail } = await import('#main/images/make-thumbnail.ts')
  return asRefusal(writeGalleryFolder({ ...evidence, makeThumbnail }, page, task.directory))
}

async function writeVotingFileOf({
  file,
  pagePath,
  largestSide,
}: VotingFileTask): Promise<AnalysisAnswers['voting-file']> {
  const { writeVotingFile } = await import('#main/reports/voting-file/write-voting-file.ts')
  const page = await readFile(pagePath, 'utf8')
  return asRefusal(
    writeVotingFile({ file, page, largestSide, readPicture: async (sha256) => readFile(ownReader.imagePath(sha256)) }),
  )
}

async function asRefusal<Written>(writing: Promise<Written>): Promise<Written | Refusal> {
  try {
    return await writing
  } catch (error) {
    if (error instanceof AssayError) return { code: error.code, message: error.message }
    throw error
  }
}
