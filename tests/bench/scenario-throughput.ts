import { runAssay, runBare, startServer, type Load } from './run-side.ts'
import { inRounds, middle, spread, type Scenario } from './scenario.ts'

/** A rate: with a thousand, code that is compiled on the way would be most of what is seen. */
const LOAD: Load = { form: 'raw bytes', count: 5000, concurrency: 50, serviceMs: 0, sizeBytes: 200_000 }

/** Samples a second from a server that answers at once, everything stored, over what the bare pool throws away. */
export const throughput: Scenario = async (asked) => {
  const rounds = await inRounds(asked, async () => {
    const server = await startServer(LOAD)
    try {
      const bare = await runBare(server, LOAD)
      const assay = await runAssay(server, LOAD, { lean: true })
      return {
        ratio: bare.wallMs / assay.wallMs,
        assayPerSecond: (1000 * LOAD.count) / assay.wallMs,
        barePerSecond: (1000 * LOAD.count) / bare.wallMs,
        processorSeconds: assay.processorSeconds,
      }
    } finally {
      await server.stop()
    }
  })
  return {
    figures: {
      ratio: middle(rounds, (round) => round.ratio),
      assayPerSecond: middle(rounds, (round) => round.assayPerSecond),
      barePerSecond: middle(rounds, (round) => round.barePerSecond),
      processorSeconds: middle(rounds, (round) => round.processorSeconds),
    },
    lines: [
      '5,000 samples at concurrency 50, a server that answers at once, 200 KB, raw bytes',
      `  samples a second over bare  ${spread(rounds, (round) => round.ratio)}, reach 0.50`,
      `  samples a second            ${spread(rounds, (round) => round.assayPerSecond, 0)}`,
      `  the bare pool's             ${spread(rounds, (round) => round.barePerSecond, 0)}`,
      `  processor time to its end   ${spread(rounds, (round) => round.processorSeconds, 1)} s`,
    ],
  }
}
