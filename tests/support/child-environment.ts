import { resolve } from 'node:path'

/** Node's cache of compiled code goes by the content of files: it never has to be emptied, and is thrown away with the other artifacts. */
const COMPILE_CACHE = resolve(import.meta.dirname, '../../artifacts/compiled')

/**
 * The environment of a process that a test starts: the path, what the test names, and no key of the tester's. Each process compiles what
 * those before it have not: half of what it takes to start one.
 */
export function childEnvironment(named: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: COMPILE_CACHE, ...named }
}
