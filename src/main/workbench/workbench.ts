import { createRouterClient, type RouterClient } from '@orpc/server'
import { createThumbnails } from '#main/images/thumbnails.ts'
import { openStore } from '#main/store/open-store.ts'
import type { WorkbenchContext } from './context.ts'
import { createHandler } from './handler.ts'
import type { HostPorts } from './ports.ts'
import { createPractice } from './practice.ts'
import { router } from './router.ts'
import { TrialRunner } from './trial-runner.ts'
import { writeTrialReport } from './write-trial-report.ts'

/** The application, for any door: a fetch handler for pages, the same procedures in process for the command line. */
export interface Workbench {
  handler: (request: Request) => Promise<Response>
  client: RouterClient<typeof router>
  /** Resolves when a trial that this workbench runs has ended and its status is stored. */
  trialEnded(trialId: string): Promise<void>
  /** Writes a report anywhere the door says. Not a procedure: a page may not choose a folder. */
  writeReport(trialId: string, directory: string): ReturnType<typeof writeTrialReport>
  databasePath: string
  /** Cancels what runs, waits until it is stored, closes the database. */
  close(): Promise<void>
}

/** Decides every simulated latency, picture and flaw of practice trials. */
const PRACTICE_SEED = 20261114

/**
 * Opens the data folder and builds the workbench on it.
 * @param reportBug hears of errors that are nobody's input: a bug in Assay.
 * @throws AssayError DATA_FOLDER_UNWRITABLE, DATABASE_NEWER or DATABASE_CORRUPT.
 */
export function createWorkbench(ports: HostPorts, reportBug: (error: unknown) => void): Workbench {
  const store = openStore({ directory: ports.dataDirectory, clock: ports.clock })
  // A number comes round again: at the start no trial of this process can be running yet.
  store.trials.markInterrupted((processId) => processId !== process.pid && isAlive(processId))
  const runner = new TrialRunner(ports, store)
  const practice = createPractice({ resourcesDirectory: ports.resourcesDirectory, seed: PRACTICE_SEED })
  const thumbnails = createThumbnails(store.files)
  const context: WorkbenchContext = { ports, store, runner, practice, thumbnails }
  return {
    handler: createHandler(context, reportBug),
    client: createRouterClient(router, { context }),
    trialEnded: (trialId) => runner.ended(trialId),
    writeReport: (trialId, directory) => writeTrialReport(trialId, directory, store),
    databasePath: store.databasePath,
    async close() {
      await runner.close()
      await practice.close()
      store.close()
    },
  }
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
