import type { RentalClock } from '#main/rentals/ports.ts'
import { createWorkbench, type Workbench } from '#main/workbench/workbench.ts'
import { createHostPorts } from '../create-host-ports.ts'
import { serveWorkbench } from './serve-workbench.ts'

export interface OpenServer extends Pick<Workbench, 'openRentals' | 'endRentals'> {
  url: string
  port: number
  /** Ids of the trials that it runs. */
  runningTrials(): Promise<string[]>
  /** @param hurry aborted: waits for nothing in flight */
  close(hurry?: AbortSignal): Promise<void>
}

/**
 * Opens a data folder and serves its workbench on 127.0.0.1: the browser door, for the command line and for programs that
 * embed Assay.
 * @param options.port 0 takes any free port
 * @param options.environment where `ASSAY_…` credentials are read from; usually `process.env`
 * @param options.reportBug hears of errors that are nobody's input
 * @param options.rentalClock for tests, in which hours of rent shall pass in seconds
 * @throws AssayError where the folder, the database or the port can't be had; nothing stays open then
 */
export async function openServer(options: {
  dataDirectory: string
  port: number
  environment: Readonly<Record<string, string | undefined>>
  reportBug: (error: unknown) => void
  rentalClock?: RentalClock
}): Promise<OpenServer> {
  const workbench = createWorkbench(createHostPorts({ ...options, host: 'browser' }), options.reportBug, options)
  try {
    const server = await serveWorkbench({
      handler: workbench.handler,
      port: options.port,
      reportError: options.reportBug,
    })
    return {
      url: server.url,
      port: server.port,
      openRentals: () => workbench.openRentals(),
      endRentals: (atMostMs) => workbench.endRentals(atMostMs),
      runningTrials: async () => (await workbench.client.system.status()).runningTrialIds,
      async close(hurry) {
        try {
          await server.close()
        } finally {
          await workbench.close(hurry)
        }
      },
    }
  } catch (error) {
    await workbench.close()
    throw error
  }
}
