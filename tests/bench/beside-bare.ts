import { quantileSorted } from 'simple-statistics'
import { runAssay, runBare, startServer, type AssaySide, type Load } from './run-side.ts'

/** One round: Assay and the bare pool against the same server, one after the other. Errors are measured less true latencies. */
export interface Round {
  assay: AssaySide
  assayWallMs: number
  bareWallMs: number
  wallOverBare: number
  errorP50Ms: number
  errorP99Ms: number
  bareErrorP50Ms: number
  bareErrorP99Ms: number
  errorOverBare: number
}

export async function besideBare(load: Load): Promise<Round> {
  const server = await startServer(load)
  try {
    const bare = await runBare(server, load)
    const bareErrors = errors(bare.latencies, await server.truth(), load.count)
    const assay = await runAssay(server, load)
    const assayErrors = errors(assay.latencies, await server.truth(), load.count)
    return {
      assay,
      assayWallMs: assay.wallMs,
      bareWallMs: bare.wallMs,
      wallOverBare: assay.wallMs / bare.wallMs,
      errorP50Ms: quantileSorted(assayErrors, 0.5),
      errorP99Ms: quantileSorted(assayErrors, 0.99),
      bareErrorP50Ms: quantileSorted(bareErrors, 0.5),
      bareErrorP99Ms: quantileSorted(bareErrors, 0.99),
      errorOverBare: quantileSorted(assayErrors, 0.99) / quantileSorted(bareErrors, 0.99),
    }
  } finally {
    await server.stop()
  }
}

/** Measured minus true, ascending, for every request that both sides know. */
function errors(latencies: Record<string, number>, truth: Record<string, number>, count: number): number[] {
  const found = Object.entries(latencies).flatMap(([id, measured]) => {
    const real = truth[id]
    return real === undefined ? [] : [measured - real]
  })
  if (found.length < count * 0.99) throw new Error(`Only ${found.length} of ${count} requests could be matched.`)
  return found.sort((a, b) => a - b)
}
