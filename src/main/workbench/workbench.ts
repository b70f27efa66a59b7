import { join } from 'node:path'
import { createRouterClient, type RouterClient } from '@orpc/server'
import type { RentalClock } from '#main/rentals/ports.ts'
import type { OpenedBundle } from '#shared/domain/bundle.ts'
import type { Rental } from '#shared/domain/rental.ts'
import { bundleReaders } from '#main/store/bundle/bundle-reader.ts'
import { bundleStore, sweepBundles } from '#main/store/bundle/bundle-store.ts'
import { openStore } from '#main/store/open-store.ts'
import { Vault } from '#main/vault/vault.ts'
import { AccountSecrets } from './account-secrets.ts'
import { createAnalyst } from './analyst.ts'
import type { WorkbenchContext } from './context.ts'
import { createExaminer } from './create-examiner.ts'
import { createHandler } from './handler.ts'
import { Instrument } from './instrument.ts'
import { JudgeRunner } from './judging/judge-runner.ts'
import type { HostPorts } from './ports.ts'
import { createPractice } from './practice.ts'
import { createRentals } from './create-rentals.ts'
import { router } from './router.ts'
import { createShownPictures } from './shown-pictures.ts'
import { startTrial } from './start-trial.ts'
import { TrialRunner } from './trial-runner.ts'
import { Watcher } from './watcher.ts'
import { writeGallery } from './write-gallery.ts'
import { writeTrialReport, type ReportAsked } from './write-trial-report.ts'

/** The application, for any door: a fetch handler for pages, the same procedures in process for the command line. */
export interface Workbench {
  handler: (request: Request) => Promise<Response>
  client: RouterClient<typeof router>
  /** Resolves when a trial that this workbench runs has ended and its status is stored. */
  trialEnded(trialId: string): Promise<void>
  /** Resolves when a run of a judge that goes on here has ended and how it stands is stored. */
  judgeEnded(runId: string): Promise<void>
  /** Resolves when every picture that a trial has by now has been looked into, or can't be. */
  examined(trialId: string): Promise<void>
  /** Writes a report anywhere the door says. Not a procedure: a page may not choose a folder. */
  writeReport(asked: ReportAsked, directory: string): ReturnType<typeof writeTrialReport>
  /** Writes a gallery as a folder anywhere the door says, as `writeReport` does. */
  writeGallery(asked: { trialId: string; repeats: number; directory: string }): ReturnType<typeof writeGallery>
  /** Checks a bundle that lies anywhere, and opens it. */
  openBundle(path: string): Promise<OpenedBundle>
  /** Machines whose end is not confirmed: they may bill, and nobody ends them while Assay is closed. */
  openRentals(): Rental[]
  /** Ends every machine, and resolves when each end is confirmed or the time is over. @returns those that are not confirmed */
  endRentals(atMostMs: number): Promise<Rental[]>
  /** Runs every watch that is due now, one after the other, and resolves when their trials have ended. @param stop as in `Watcher` */
  runDueWatches(stop?: AbortSignal): ReturnType<Watcher['runDue']>
  databasePath: string
  /**
   * Pauses what runs, waits until it is stored (some seconds at most), closes the database. Pictures not examined yet are left to the
   * next start.
   * @param hurry aborted: waits for nothing in flight
   */
  close(hurry?: AbortSignal): Promise<void>
}

/** Decides every simulated latency, picture and flaw of practice trials. */
const PRACTICE_SEED = 20261114

/**
 * Opens the data folder and builds the workbench on it.
 * @param reportBug hears of errors that are nobody's input: a bug in Assay.
 * @param options.rentalClock for tests, in which hours of rent shall pass in seconds
 * @throws AssayError DATA_FOLDER_UNWRITABLE, DATABASE_NEWER or DATABASE_CORRUPT.
 */
export function createWorkbench(
  ports: HostPorts,
  reportBug: (error: unknown) => void,
  { rentalClock }: { rentalClock?: RentalClock } = {},
): Workbench {
  const store = openStore({ directory: ports.dataDirectory, clock: ports.clock })
  // A number comes round again: at the start no trial of this process can be running yet.
  store.trials.markInterrupted(isOtherAlive)
  store.judges.markInterrupted(isOtherAlive, ports.clock.now().toISOString())
  sweepBundles(ports.dataDirectory, isOtherAlive)
  const examiner = createExaminer({ dataDirectory: ports.dataDirectory, store, reportBug })
  const analyst = createAnalyst(ports.dataDirectory)
  const runner = new TrialRunner(ports, store, examiner)
  const instrument = new Instrument(ports, store)
  const judgeRunner = new JudgeRunner({ ports, store }, reportBug)
  const practice = createPractice({ resourcesDirectory: ports.resourcesDirectory, seed: PRACTICE_SEED })
  const bundles = bundleStore(ports.dataDirectory)
  const vault = new Vault({
    path: join(ports.dataDirectory, 'vault.json'),
    keychain: ports.keychain,
    clock: ports.clock,
  })
  const accountSecrets = new AccountSecrets(vault, ports)
  const rentals = createRentals({ accountSecrets, ports, store }, reportBug, rentalClock)
  // A command is over in a moment: those that have to do with machines begin to keep them themselves.
  if (ports.host !== 'command-line') rentals.start()
  const watcher = new Watcher({
    store,
    now: () => ports.clock.now(),
    startTrial: async (plan) => (await startTrial(plan, context)).id,
    pauseTrial: (trialId) => void runner.pause(trialId),
    idle: () => runner.idle(),
    reportBug,
  })
  const context: WorkbenchContext = {
    ports,
    store,
    vault,
    accountSecrets,
    analyst,
    bundles,
    bundleReader: bundleReaders(ports.dataDirectory),
    examiner,
    instrument,
    judgeRunner,
    runner,
    practice,
    rentals,
    pictures: createShownPictures({ store, bundles }),
    watcher,
  }
  if (ports.host !== 'command-line') watcher.start()
  return {
    handler: createHandler(context, reportBug),
    client: createRouterClient(router, { context }),
    trialEnded: (trialId) => runner.ended(trialId),
    judgeEnded: (runId) => judgeRunner.ended(runId),
    examined: (trialId) => examiner.examined(trialId),
    writeReport: (asked, directory) => writeTrialReport(asked, directory, context),
    writeGallery: (asked) => writeGallery(asked, context),
    openBundle: (path) => analyst.openBundle(path),
    openRentals: () => rentals.open(),
    endRentals: (atMostMs) => rentals.endAll(atMostMs),
    runDueWatches: (stop) => watcher.runDue(stop),
    databasePath: store.databasePath,
    async close(hurry) {
      const watching = watcher.close()
      await instrument.close()
      const judged = judgeRunner.close(hurry)
      await runner.close(hurry)
      await judged
      await watching
      await rentals.close()
      await examiner.close()
      await analyst.close()
      await practice.close()
      vault.lock()
      store.close()
    },
  }
}

function isOtherAlive(processId: number): boolean {
  return processId !== process.pid && isAlive(processId)
}

/** Whether a process of this machine still runs. Signal 0 only asks. */
function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    // EPERM: it runs, but belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
