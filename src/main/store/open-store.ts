import { createAccountStore, type AccountStore } from './account-store.ts'
import { createBudgetStore, type BudgetStore } from './budget-store.ts'
import { createBudgetTotals } from './budget-totals.ts'
import { createCalibrationStore, type CalibrationStore } from './calibration-store.ts'
import { createChargeStore } from './charge-store.ts'
import { createContenderBillings } from './contender-billing.ts'
import { createDecisionStore, type DecisionStore } from './decision-store.ts'
import { createExchangeRateStore, type ExchangeRateStore } from './exchange-rate-store.ts'
import { createFigureReader, type ReadFigures } from './figure-store.ts'
import { imageFiles, type ImageFiles } from './image-files.ts'
import { createImageStore, type ImageStore } from './image-store.ts'
import { createJudgeCallStore, type JudgeCallStore } from './judge-call-store.ts'
import { createJudgeStore, type JudgeStore } from './judge-store.ts'
import { prepareJudgeTallies } from './judge-tallies.ts'
import { createInvoiceStore, type InvoiceStore } from './invoice-store.ts'
import { createLedgerStore, type LedgerStore } from './ledger-store.ts'
import { createMarkStore, type MarkStore } from './mark-store.ts'
import { databasePathIn, openDatabase } from './open-database.ts'
import { createPictureCheckStore, type PictureCheckStore } from './picture-check-store.ts'
import { createPriceStore, type PriceStore } from './price-store.ts'
import { preparePromptPictures } from './prompt-pictures.ts'
import { createPromptSetStore, type PromptSetStore } from './prompt-set-store.ts'
import { createRentalStore, type RentalStore } from './rental-store.ts'
import { createRemoteJobStore, type RemoteJobStore } from './remote-job-store.ts'
import { createReservationStore, type ReservationStore } from './reservation-store.ts'
import { interruptInFlight } from './interrupt-in-flight.ts'
import { createSampleStore, type SampleStore } from './sample-store.ts'
import { createSittingStore, type SittingStore } from './sitting-store.ts'
import { prepareTrialMeasures } from './trial-measures.ts'
import { createTrialStore, type TrialStore } from './trial-store.ts'
import { prepareVotablePictures } from './votable-pictures.ts'
import { createVoteStore, type VoteStore } from './vote-store.ts'
import { createVotingFileStore, type VotingFileStore } from './voting-file-store.ts'
import { createWatchStore, type WatchStore } from './watch-store.ts'
import { createWorkflowStore, type WorkflowStore } from './workflow-store.ts'

/** Everything Assay keeps: one database and the picture files beside it. Reads and writes are synchronous. */
export interface Store {
  databasePath: string
  accounts: AccountStore
  calibrations: Pick<CalibrationStore, 'record' | 'last'>
  trials: TrialStore
  sittings: Pick<SittingStore, 'list' | 'slept'>
  samples: SampleStore
  figures: ReadFigures
  remoteJobs: RemoteJobStore
  reservations: Omit<ReservationStore, 'take'>
  spend: LedgerStore
  budgets: BudgetStore
  decisions: DecisionStore
  exchangeRates: ExchangeRateStore
  invoices: InvoiceStore
  judges: JudgeStore
  judgeCalls: Omit<JudgeCallStore, 'cover' | 'inFlight'>
  judgeTally: ReturnType<typeof prepareJudgeTallies>
  images: Pick<ImageStore, 'get' | 'insert'>
  marks: MarkStore
  pictureChecks: PictureCheckStore
  trialMeasures: Pick<ReturnType<typeof prepareTrialMeasures>, 'bySample' | 'ofVoted'>
  prices: PriceStore
  promptPictures: ReturnType<typeof preparePromptPictures>
  promptSets: PromptSetStore
  rentals: RentalStore
  votes: VoteStore
  votablePictures: ReturnType<typeof prepareVotablePictures>
  votingFiles: VotingFileStore
  watches: WatchStore
  workflows: WorkflowStore
  files: ImageFiles
  /** Makes one transaction of all that `work` writes: all of it or nothing, with one wait for the disk. */
  together<Result>(work: () => Result): Result
  /** What SQLite finds wrong with the database, line by line; empty where it is sound. Reads the whole file. */
  integrityCheck(): string[]
  /** Folds the write-ahead log into the database and closes it. May be called twice. */
  close(): void
}

/**
 * Opens the data folder. Several processes may have the same folder open.
 * @param clock says which leftover temporary files are old enough to belong to nobody.
 * @throws AssayError DATA_FOLDER_UNWRITABLE, DATABASE_NEWER or DATABASE_CORRUPT; the folder is then as it was.
 */
export function openStore({ directory, clock }: { directory: string; clock: { now(): Date } }): Store {
  const database = openDatabase(directory)
  const files = imageFiles(directory)
  files.sweepIncoming(clock.now())
  const calibrations = createCalibrationStore(database)
  const billings = createContenderBillings(database)
  const totals = createBudgetTotals(database)
  const charges = createChargeStore(database, { billings, totals })
  const images = createImageStore(database)
  const remoteJobs = createRemoteJobStore(database)
  const reservations = createReservationStore(database, { billings, totals })
  const samples = createSampleStore(database, { charges, images, remoteJobs, reservations })
  const sittings = createSittingStore(database)
  const judgeCalls = createJudgeCallStore(database, totals)
  const coveredLines: typeof charges = {
    ...charges,
    // A call of a judge is a line of one step, by its own id.
    cover: (line, totalId) => {
      if (!judgeCalls.cover(line.sampleId, totalId)) charges.cover(line, totalId)
    },
  }
  const record = samples.record.bind(samples)
  const inFlight = { reservations, remoteJobs, record }
  return {
    databasePath: databasePathIn(directory),
    accounts: createAccountStore(database),
    calibrations,
    trials: createTrialStore(database, {
      calibrations,
      sittings,
      interrupt: (trial, order) => interruptInFlight(trial, order, inFlight),
    }),
    sittings,
    figures: createFigureReader(database),
    samples,
    remoteJobs,
    reservations,
    spend: createLedgerStore(database),
    budgets: createBudgetStore(database, totals),
    decisions: createDecisionStore(database),
    exchangeRates: createExchangeRateStore(database),
    invoices: createInvoiceStore(database, { charges: coveredLines, totals }),
    judges: createJudgeStore(database, judgeCalls),
    judgeCalls,
    judgeTally: prepareJudgeTallies(database),
    images,
    marks: createMarkStore(database),
    pictureChecks: createPictureCheckStore(database),
    trialMeasures: prepareTrialMeasures(database),
    prices: createPriceStore(database),
    promptPictures: preparePromptPictures(database),
    promptSets: createPromptSetStore(database),
    rentals: createRentalStore(database, totals),
    votes: createVoteStore(database),
    votablePictures: prepareVotablePictures(database),
    votingFiles: createVotingFileStore(database),
    watches: createWatchStore(database),
    workflows: createWorkflowStore(database),
    files,
    together: (work) => database.transaction(work).immediate(),
    integrityCheck() {
      const lines = database.pragma('integrity_check') as { integrity_check: string }[]
      return lines.map((line) => line.integrity_check).filter((line) => line !== 'ok')
    },
    close() {
      if (!database.open) return
      database.pragma('wal_checkpoint(TRUNCATE)')
      database.close()
    },
  }
}
