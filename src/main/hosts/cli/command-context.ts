import { homedir } from 'node:os'
import { resolve } from 'node:path'
import type { RentalClock } from '#main/rentals/ports.ts'
import { AssayError, type ExitCode } from '#shared/errors.ts'
import { createWorkbench, type Workbench } from '#main/workbench/workbench.ts'
import { createHostPorts } from '../create-host-ports.ts'
import { defaultDataDirectory } from '../default-data-directory.ts'
import { askHidden, type Terminal } from './ask-hidden.ts'
import type { Output } from './output.ts'

/** Options that every command understands. */
export interface CommonOptions {
  data?: string
  json?: boolean
}

/** What a command gets from the door. `exitCode` is set by commands that end without an error and yet did not succeed. */
export interface CommandContext {
  output: Output
  exitCode: ExitCode
  /** For tests, in which hours of rent shall pass in seconds. */
  rentalClock?: RentalClock
}

export function dataDirectory(options: CommonOptions): string {
  if (options.data !== undefined) return resolve(options.data)
  return defaultDataDirectory({ platform: process.platform, homeDirectory: homedir(), environment: process.env })
}

/** Writes errors that are nobody's input, with their stack, so that they can be reported. */
export function bugReporter(output: Output): (error: unknown) => void {
  return (error) => output.err(error instanceof Error ? (error.stack ?? error.message) : String(error))
}

/** Questions go beside the results, so that those can be piped elsewhere. */
export const terminal: Terminal = { input: process.stdin, output: process.stderr }

/** Opens a workbench for one command and closes it whatever happens. */
export async function withWorkbench<T>(
  options: CommonOptions,
  context: CommandContext,
  work: (workbench: Workbench) => Promise<T>,
): Promise<T> {
  const ports = createHostPorts({
    host: 'command-line',
    dataDirectory: dataDirectory(options),
    environment: process.env,
    promptPassphrase: () => askHidden('Passphrase of the vault: ', terminal),
  })
  const workbench = createWorkbench(ports, bugReporter(context.output), context)
  try {
    return await work(workbench)
  } finally {
    await workbench.close()
  }
}

/** Resolves at Ctrl C or when the process is told to end. */
export function untilStopped(): Promise<void> {
  return new Promise((stop) => {
    process.once('SIGINT', () => stop())
    process.once('SIGTERM', () => stop())
  })
}

/** A whole number from the command line. */
export function wholeNumber(name: string, minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (Number.isInteger(value) && value >= minimum && value <= maximum) return value
    throw new AssayError('BAD_USAGE', `${name} takes a whole number from ${minimum} to ${maximum}, not "${text}".`)
  }
}
