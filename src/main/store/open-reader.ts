import Sqlite from 'better-sqlite3'
import type { KeptDecision } from '#shared/domain/decision-settings.ts'
import type { Mark } from '#shared/domain/mark.ts'
import type { JudgeTally } from '#shared/domain/judge-tally.ts'
import type { JudgeCall, JudgePair, JudgeRun } from '#shared/domain/judge.ts'
import type { SampleMeasures } from '#shared/domain/sample-measures.ts'
import type { PictureMeasure } from '#shared/domain/soft-check.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Sitting } from '#shared/domain/sitting.ts'
import type { Vote, VoteSession } from '#shared/domain/vote.ts'
import type { VotablePicture } from '#shared/votes/votable-picture.ts'
import { createBudgetTotals } from './budget-totals.ts'
import { createCalibrationStore } from './calibration-store.ts'
import { createDecisionStore } from './decision-store.ts'
import { createFigureReader, type ReadFigures } from './figure-store.ts'
import { imageFiles, type ImageFiles } from './image-files.ts'
import { createJudgeCallStore } from './judge-call-store.ts'
import { createJudgeStore } from './judge-store.ts'
import { prepareJudgeTallies } from './judge-tallies.ts'
import { createLatencyTable, type LatencyTable } from './latency-table.ts'
import { prepareMeasuredModels } from './measured-models.ts'
import { createMarkStore } from './mark-store.ts'
import { BUSY_TIMEOUT_MS, databasePathIn } from './open-database.ts'
import { createPictureCheckStore } from './picture-check-store.ts'
import { prepareRowStatements, toSampleRow } from './sample-rows.ts'
import { createSittingStore } from './sitting-store.ts'
import { prepareTrialTallies, type AttemptTally, type ChargeTally } from './trial-tallies.ts'
import { prepareTrialMeasures } from './trial-measures.ts'
import { createTrialStore, type TrialStore } from './trial-store.ts'
import { prepareVotablePictures } from './votable-pictures.ts'
import { createVoteStore } from './vote-store.ts'

/** A second look at the database, for threads that work numbers out: it sees what has been committed and changes nothing. */
export interface StoreReader {
  trials: Pick<TrialStore, 'get'>
  rows(trialId: string): SampleRow[]
  /** In their order. */
  sittings(trialId: string): Sitting[]
  /** Of its samples that stand, in the order sent. */
  marks(trialId: string): Mark[]
  /** Blind votes on a trial, and the pictures that can be judged. */
  votes(trialId: string): { sessions: VoteSession[]; votes: Vote[]; pictures: VotablePicture[] }
  /** Runs of judge models on a trial, the newest first, with every call that is over. */
  judges(trialId: string): { run: JudgeRun; tally: JudgeTally; pairs: JudgePair[]; calls: JudgeCall[] }[]
  /** null where nobody has saved one. */
  decision(trialId: string): KeptDecision | null
  imagePath: ImageFiles['imagePath']
  findThumbnail: ImageFiles['findThumbnail']
  figures: ReadFigures
  /** What was measured in the pictures of a trial: by contender, and of those that reviewers were shown. */
  measured(trialId: string): {
    byContender: ReturnType<ReturnType<typeof prepareTrialMeasures>['byContender']>
    voted: ReturnType<ReturnType<typeof prepareTrialMeasures>['ofVoted']>
  }
  /** What was measured in the pictures, sample by sample, in the order of the plan. */
  sampleMeasures(trialId: string): SampleMeasures[]
  /** What the soft checks measured in one picture of a trial; empty where nobody has looked into it. */
  pictureMeasures(trialId: string, sha256: string): PictureMeasure[]
  /** How each try of a trial ended, and how each of its charges is known. */
  tallies(trialId: string): { attempts: AttemptTally[]; charges: ChargeTally[] }
  latencies: LatencyTable
  measuredModels: ReturnType<typeof prepareMeasuredModels>
  close(): void
}

/** @param directory a data folder that `openStore` has opened, in this process or another: its schema is up to date */
export function openReader(directory: string): StoreReader {
  const database = new Sqlite(databasePathIn(directory), { readonly: true, timeout: BUSY_TIMEOUT_MS })
  const { selectByTrial } = prepareRowStatements(database)
  const sittings = createSittingStore(database)
  const marks = createMarkStore(database)
  const measures = prepareTrialMeasures(database)
  const pictureChecks = createPictureCheckStore(database)
  const tallies = prepareTrialTallies(database)
  const votes = createVoteStore(database)
  const votablePictures = prepareVotablePictures(database)
  const judgeCalls = createJudgeCallStore(database, createBudgetTotals(database))
  const judges = createJudgeStore(database, judgeCalls)
  const judgeTally = prepareJudgeTallies(database)
  const decisions = createDecisionStore(database)
  const files = imageFiles(directory)
  return {
    rows: (trialId) => selectByTrial.all(trialId).map(toSampleRow),
    trials: createTrialStore(database, {
      calibrations: createCalibrationStore(database),
      sittings,
      // Only a store that may write has anything to interrupt.
      interrupt: () => null,
    }),
    sittings: (trialId) => sittings.list(trialId),
    marks: (trialId) => marks.ofTrial(trialId),
    votes: (trialId) => ({
      sessions: votes.sessions(trialId),
      votes: votes.ofTrial(trialId),
      pictures: votablePictures(trialId),
    }),
    judges: (trialId) =>
      judges.ofTrial(trialId).map((run) => ({
        run,
        tally: judgeTally(run),
        pairs: judges.pairs(run.id),
        calls: judgeCalls.ofRun(run.id),
      })),
    decision: (trialId) => decisions.get(trialId),
    imagePath: (sha256) => files.imagePath(sha256),
    findThumbnail: (sha256, side) => files.findThumbnail(sha256, side),
    figures: createFigureReader(database),
    measured: (trialId) => ({
      byContender: measures.byContender(trialId),
      voted: measures.ofVoted(trialId),
    }),
    sampleMeasures: (trialId) => measures.bySample(trialId),
    pictureMeasures: (_trialId, sha256) => pictureChecks.measuresOf(sha256),
    tallies: (trialId) => ({ attempts: tallies.attempts(trialId), charges: tallies.charges(trialId) }),
    latencies: createLatencyTable(database),
    measuredModels: prepareMeasuredModels(database),
    close: () => database.close(),
  }
}
