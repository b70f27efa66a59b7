import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { childEnvironment } from '#tests/support/child-environment.ts'

const repository = resolve(import.meta.dirname, '../..')

/** A server that has not stopped by then is killed, so that no test leaves one behind. */
const STOP_LIMIT_MS = 10_000

/** A process that serves until it is told to stop. */
export interface ServingProcess {
  /** The JSON of its first line, which says where it serves. */
  announced: unknown
  /** @returns what it wrote on standard error */
  stop(): Promise<string>
}

/** @param script in the repository @throws Error with what the process wrote, where it ended instead of serving */
export async function startServing(script: string, words: readonly string[]): Promise<ServingProcess> {
  const child = spawn(process.execPath, [resolve(repository, script), ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A key of the tester's would make a provider ready that is not so elsewhere.
    env: childEnvironment(),
  })
  const ended = once(child, 'exit')
  const errors = text(child.stderr)
  const line = await Promise.race([once(createInterface(child.stdout), 'line'), ended.then(() => null)])
  if (line === null) throw new Error(`${script} ${words[0]} did not start: ${await errors}`)
  return {
    announced: JSON.parse(String(line[0])) as unknown,
    stop: async () => {
      child.kill('SIGTERM')
      const force = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS)
      await ended
      clearTimeout(force)
      return errors
    },
  }
}
