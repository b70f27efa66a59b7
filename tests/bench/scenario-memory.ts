import { residentParts, totalOf, type ResidentParts } from './resident-parts.ts'
import { runAssay, startServer, type Load } from './run-side.ts'
import type { Scenario } from './scenario.ts'

/**
 * A hundred thousand different pictures of 1 MB would fill the disk: there are 200 different ones, which are written, and then
 * found to be there already. Everything else is done with each.
 */
const LOAD: Omit<Load, 'count'> = {
  form: 'raw bytes',
  concurrency: 50,
  serviceMs: 100,
  sizeBytes: 1_000_000,
  different: 200,
}

/** Reading what a process holds takes some milliseconds, in which it can't take more. */
const LOOK_EVERY_MS = 500

/** The most memory that a trial of pictures of 1 MB holds, and whether it grows with their number. */
export const memory: Scenario = async ({ long }) => {
  const lines = ['Samples of 1 MB at concurrency 50, 100 ms, raw bytes, 200 different pictures']
  const peaks: { count: number; peakRssMb: number; wallMs: number; parts: ResidentParts | null }[] = []
  for (const count of long ? [1000, 10_000, 100_000] : [1000, 10_000]) {
    const load = { ...LOAD, count }
    const server = await startServer(load)
    try {
      const looking = lookForMost()
      const { peakRssMb, wallMs } = await runAssay(server, load, { lean: true, started: looking.begin }).finally(
        looking.end,
      )
      const parts = looking.most()
      peaks.push({ count, peakRssMb, wallMs, parts })
      lines.push(
        `  peak of ${count.toLocaleString('en-US').padEnd(7)} samples     ${peakRssMb.toFixed(0)} MB in ${(wallMs / 1000).toFixed(0)} s${count === 10_000 ? ', reach 300 MB' : ''}`,
        ...(parts === null ? [] : [`    at its most: ${partsText(parts)}`]),
      )
    } finally {
      await server.stop()
    }
  }
  if (!long)
    lines.push(
      '  100,000 samples             not run: it takes many minutes, `--long` runs it; reach: within 10 % of 10,000',
    )
  return { figures: { peaks }, lines }
}

function lookForMost() {
  let most: ResidentParts | null = null
  let looking: ReturnType<typeof setInterval> | undefined
  const look = async (processId: number): Promise<void> => {
    const parts = await residentParts(processId)
    if (parts !== null && (most === null || totalOf(parts) > totalOf(most))) most = parts
  }
  return {
    begin: (processId: number): void => {
      looking = setInterval(() => void look(processId), LOOK_EVERY_MS)
    },
    end: (): void => clearInterval(looking),
    /** null where this system does not tell. */
    most: (): ResidentParts | null => most,
  }
}

function partsText(parts: ResidentParts): string {
  return Object.entries(parts)
    .map(([name, megabytes]) => `${name} ${megabytes.toFixed(0)}`)
    .join(', ')
}
