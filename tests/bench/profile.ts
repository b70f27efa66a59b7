import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** What V8 writes with `--cpu-prof`: the nodes of the tree of calls, and which of them each tick met. */
const CpuProfile = z.object({
  nodes: z.array(
    z.object({
      id: z.int(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.int() }),
    }),
  ),
  samples: z.array(z.int()),
  /** Microseconds since the tick before. */
  timeDeltas: z.array(z.number()),
})

/** Functions that a thread waits in. */
const WAITING = new Set(['(idle)', 'atomicsWaitLoop'])
const MOST_FUNCTIONS = 6
/** Threads with less to do than this are left out. */
const LEAST_BUSY_MS = 100

/**
 * The profiles in a folder in lines for people: each thread with what it was busy for, in milliseconds, and the functions that
 * took most of that themselves.
 */
export async function profileLines(directory: string): Promise<string[]> {
  const lines: string[] = []
  for (const file of (await readdir(directory)).filter((name) => name.endsWith('.cpuprofile')).sort()) {
    const taken = timesOf(CpuProfile.parse(JSON.parse(await readFile(join(directory, file), 'utf8'))))
    const busyMs = [...taken.values()].reduce((sum, ms) => sum + ms, 0)
    if (busyMs < LEAST_BUSY_MS) continue
    const heaviest = [...taken].toSorted(([, one], [, other]) => other - one).slice(0, MOST_FUNCTIONS)
    lines.push(`  busy for ${(busyMs / 1000).toFixed(2)} s  ${file}`)
    for (const [name, ms] of heaviest) lines.push(`    ${`${ms.toFixed(0)} ms`.padStart(9)}  ${name}`)
  }
  return lines
}

/** Milliseconds in each function itself, waiting left out. */
function timesOf({ nodes, samples, timeDeltas }: z.infer<typeof CpuProfile>): Map<string, number> {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]))
  const taken = new Map<string, number>()
  for (const [index, id] of samples.entries()) {
    const name = names.get(id)
    if (name === undefined) continue
    taken.set(name, (taken.get(name) ?? 0) + (timeDeltas[index] ?? 0) / 1000)
  }
  return taken
}

/** Undefined for a function that only waits. */
function nameOf({
  functionName,
  url,
  lineNumber,
}: z.infer<typeof CpuProfile>['nodes'][number]['callFrame']): string | undefined {
  if (WAITING.has(functionName)) return undefined
  const file = url.split('/').at(-1) ?? ''
  return `${functionName === '' ? '(anonymous)' : functionName}${file === '' ? '' : ` ${file}:${lineNumber + 1}`}`
}
