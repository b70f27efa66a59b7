import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

const MEMORY = '/dev/shm'

/** A folder in memory where the system has such a place: a property over thousands of commits must not wait for a disk each time. */
export async function memoryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'assay-test-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  return directory
}
