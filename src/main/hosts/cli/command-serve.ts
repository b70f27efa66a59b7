import type { Command } from 'commander'
import { openServer, type OpenServer } from '../http/open-server.ts'
import {
  bugReporter,
  dataDirectory,
  untilStopped,
  wholeNumber,
  type CommandContext,
  type CommonOptions,
} from './command-context.ts'
import { printJson } from './output.ts'
import { seeToRentals } from './see-to-rentals.ts'

export const DEFAULT_PORT = 4780

export function addServe(program: Command, context: CommandContext): void {
  program
    .command('serve')
    .description('serve the workbench to a browser on this machine, until Ctrl C')
    .option('--data <dir>', 'where database, pictures and reports live')
    .option(
      '--port <number>',
      'port on 127.0.0.1; 0 takes any free one',
      wholeNumber('--port', 0, 65_535),
      DEFAULT_PORT,
    )
    .option('--end-rentals', 'at the end, end every rented machine and wait until that is confirmed')
    .option('--json', 'print the address as one JSON object')
    .action(async (options: CommonOptions & { port: number; endRentals?: boolean }) => {
      await serveUntilStopped(options, context, (url) => {
        if (options.json === true) printJson(context.output, { url })
        else
          context.output.out(
            `Assay is at ${url}\nThe address holds a key: it opens Assay once in your browser. Ctrl C ends it.`,
          )
      })
    })
}

/** Trials that run are paused. A second Ctrl C, or SIGTERM, waits for nothing in flight. */
async function closeServer(server: OpenServer, { output }: CommandContext): Promise<void> {
  const running = await server.runningTrials()
  const hurry = new AbortController()
  const stop = (): void => hurry.abort()
  process.on('SIGINT', stop).on('SIGTERM', stop)
  try {
    for (const trialId of running) {
      output.err(
        `Pausing: what is in flight has some seconds to end. Ctrl C again ends at once. Later: assay resume ${trialId}`,
      )
    }
    await server.close(hurry.signal)
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}

/** @param tell is called once, with the address that opens the workbench. */
export async function serveUntilStopped(
  options: CommonOptions & { port: number; endRentals?: boolean },
  context: CommandContext,
  tell: (url: string) => void | Promise<void>,
): Promise<void> {
  const server = await openServer({
    dataDirectory: dataDirectory(options),
    port: options.port,
    environment: process.env,
    reportBug: bugReporter(context.output),
    ...(context.rentalClock !== undefined && { rentalClock: context.rentalClock }),
  })
  try {
    const stopped = untilStopped()
    await tell(server.url)
    await stopped
    await seeToRentals(server, options.endRentals === true, context)
  } finally {
    await closeServer(server, context)
  }
}
