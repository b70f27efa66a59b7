import { extname } from 'node:path'
import { Piscina } from 'piscina'
import type { ContenderLatency, TrialAnalysis } from '#shared/domain/analysis.ts'
import type { DecisionSettings } from '#shared/domain/decision-settings.ts'
import type { OpenedBundle } from '#shared/domain/bundle.ts'
import type { TrialCharts } from '#shared/domain/chart-analysis.ts'
import type { TrialChecks } from '#shared/domain/trial-checks.ts'
import type { DecidedTrial } from '#main/reports/decision/decide-trial.ts'
import type { ContenderHistory, MeasuredModel, ModelChoice } from '#shared/domain/contender-history.ts'
import type { TrialComparison } from '#shared/domain/trial-comparison.ts'
import type { Ballot } from '#shared/domain/vote.ts'
import { AssayError } from '#shared/errors.ts'
import type {
  AnalysisAnswers,
  AnalysisTask,
  BallotsTask,
  GalleryTask,
  Refusal,
  ReportTask,
  VotingFileTask,
} from './analysis-tasks.ts'
import { noSuchTrial } from './no-such-trial.ts'

/** How long a thread waits for another question before it ends and gives back its memory. */
const IDLE_MS = 10_000

/**
 * Works out the numbers of trials, and writes their reports, on threads of low priority with connections of their own, which are started with the first
 * question: neither the page nor a trial waits for the numbers of another, however many samples that has.
 */
export interface Analyst {
  /** @returns null where there is no such trial */
  analyse(trialId: string): Promise<TrialAnalysis | null>
  /** What the soft checks say of a trial's pictures. @returns null where there is no such trial */
  checks(trialId: string): Promise<TrialChecks | null>
  /** What settings of a decision come to. @returns null where there is no such trial */
  decide(trialId: string, settings: DecisionSettings): Promise<DecidedTrial | null>
  /** What charts show beyond that. @returns null where there is no such trial */
  charts(trialId: string): Promise<TrialCharts | null>
  /** Pictures that look just the same: only their pixels tell whether they are. Empty where there is no such trial. */
  undecidedPictures(trialId: string): Promise<string[]>
  /** @returns null where there is no such trial; else in the order of its plan */
  latencies(trialId: string): Promise<ContenderLatency[] | null>
  /** Two trials against each other. @throws AssayError NOT_FOUND */
  compare(firstId: string, secondId: string): Promise<TrialComparison>
  /** What trials have measured, the one that was measured last first. */
  models(): Promise<MeasuredModel[]>
  /** Latency and cost of a model over its newest trials; empty for one that was never measured. */
  history(model: ModelChoice): Promise<ContenderHistory>
  /**
   * Writes the report of a trial into a folder, see `writeReport`. @returns whether there is such a trial, and anything of it has ended
   * @throws AssayError DATA_FOLDER_UNWRITABLE
   */
  writeReport(task: Omit<ReportTask, 'want'>): Promise<boolean>
  /**
   * A gallery in one file, or as a folder. @returns null where there is no such trial, or nothing of it has ended
   * @throws AssayError as the writers in `reports/gallery/`
   */
  writeGallery<Want extends GalleryTask['want']>(
    task: Extract<GalleryTask, { want: Want }>,
  ): Promise<Exclude<AnalysisAnswers[Want], Refusal>>
  /** Checks a bundle and opens it. @throws AssayError as `takeInBundle` */
  openBundle(path: string): Promise<OpenedBundle>
  /** As `planBallots` in `shared/votes/`: 500 on a trial with many votes take seconds. */
  planBallots(task: Omit<BallotsTask, 'want'>): Promise<Ballot[]>
  /** @throws AssayError as `writeVotingFile` in `reports/voting-file/` */
  writeVotingFile(task: Omit<VotingFileTask, 'want'>): Promise<Uint8Array>
  /** Stops at once; what is being worked out is rejected with NOT_RUNNING. */
  close(): Promise<void>
}

/** @param dataDirectory a data folder whose store is open: its schema is up to date then */
export function createAnalyst(dataDirectory: string): Analyst {
  const pool = new Piscina({
    filename: new URL(`./analysis-worker${extname(import.meta.url)}`, import.meta.url).href,
    minThreads: 0,
    // Two, so that the latencies of one trial need not wait for all the numbers of another.
    maxThreads: 2,
    idleTimeout: IDLE_MS,
    workerData: { dataDirectory },
    // The environment may hold the user's keys.
    env: {},
  })
  let isClosed = false
  const ask = async <Want extends AnalysisTask['want']>(
    task: Extract<AnalysisTask, { want: Want }>,
  ): Promise<AnalysisAnswers[Want]> => {
    try {
      return (await pool.run(task)) as AnalysisAnswers[Want]
    } catch (cause) {
      if (!isClosed) throw cause
      throw new AssayError('NOT_RUNNING', 'Assay was closed before this was worked out. Open it again.', { cause })
    }
  }
  return {
    analyse: (trialId) => ask<'all'>({ trialId, want: 'all' }),
    checks: (trialId) => ask<'checks'>({ trialId, want: 'checks' }),
    decide: (trialId, settings) => ask<'decision'>({ trialId, want: 'decision', settings }),
    charts: (trialId) => ask<'charts'>({ trialId, want: 'charts' }),
    undecidedPictures: async (trialId) => (await ask<'undecided'>({ trialId, want: 'undecided' })) ?? [],
    latencies: (trialId) => ask<'latencies'>({ trialId, want: 'latencies' }),
    compare: async (firstId, secondId) => {
      const compared = await ask<'comparison'>({ want: 'comparison', firstId, secondId })
      if (typeof compared === 'string') throw noSuchTrial(compared)
      return compared
    },
    models: () => ask<'models'>({ want: 'models' }),
    history: (model) => ask<'history'>({ want: 'history', model }),
    writeReport: async (task) => orThrow(await ask<'report'>({ ...task, want: 'report' })) === true,
    writeGallery: async (task) => orThrow(await ask(task)),
    planBallots: async (task) => (await ask<'ballots'>({ ...task, want: 'ballots' })) ?? [],
    writeVotingFile: async (task) => orThrow(await ask<'voting-file'>({ ...task, want: 'voting-file' })),
    openBundle: async (path) => orThrow(await ask<'bundle'>({ path, want: 'bundle' })),
    close: () => {
      isClosed = true
      return pool.destroy()
    },
  }
}

/** An error that is meant for people crosses between threads as a value: it would lose its code otherwise. */
function orThrow<Answer>(answer: Answer): Exclude<Answer, Refusal> {
  if (isRefusal(answer)) throw new AssayError(answer.code, answer.message)
  return answer as Exclude<Answer, Refusal>
}

function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'code' in answer && 'message' in answer
}
