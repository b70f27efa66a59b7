import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { findInstallation } from '#main/hosts/installation.ts'
import { childEnvironment } from '#tests/support/child-environment.ts'

/** What a command came to. */
export interface Ended {
  exitCode: number | null
  out: string
  /** Line by line. */
  err: string[]
}

/**
 * Runs one command as a process of its own, as a shell would.
 * @param environment all that the process knows beside the path
 * @param onError is told each line of standard error as it comes, with a way to send the process a signal
 */
export async function assayProcess(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  onError: (line: string, signal: (name: NodeJS.Signals) => void) => void = () => undefined,
): Promise<Ended> {
  const script = join(findInstallation().root, 'src', 'main', 'cli.ts')
  const child = spawn(process.execPath, [script, ...words], {
    env: childEnvironment(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const closed = once(child, 'close')
  const out = text(child.stdout)
  const err: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => {
    err.push(line)
    onError(line, (name) => child.kill(name))
  })
  await closed
  return { exitCode: child.exitCode, out: await out, err }
}
