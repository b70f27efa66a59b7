import { besideBare } from './beside-bare.ts'
import type { Load } from './run-side.ts'
import { inRounds, middle, spread, type Scenario } from './scenario.ts'

/** A picture of 1.1 MB is 1.5 MB of base64. */
const SIZES: Record<Load['form'], number> = { 'raw bytes': 1_000_000, 'base64 in JSON': 1_125_000 }

/** As services answer: in a herd of 256 pictures of 1 MB the way of 256 MB through one processor would be all that is seen. */
const SPREAD = 0.5

/** So slow that the bytes asked for a second fit through two processors that also serve them; p99 needs a few hundred. */
const LOADS = [
  { concurrency: 1, count: 200, serviceMs: 50, aimMs: 1 },
  { concurrency: 64, count: 640, serviceMs: 500, aimMs: 2 },
  { concurrency: 256, count: 1024, serviceMs: 2000, aimMs: 5 },
] as const

/** How far measured latencies are from the server's own, over how far the bare pool's are in the same run, for large pictures. */
export const latency: Scenario = async (asked) => {
  const lines: string[] = []
  const shapes = []
  for (const form of ['raw bytes', 'base64 in JSON'] as const) {
    for (const { aimMs, ...load } of LOADS) {
      const rounds = await inRounds(asked, () =>
        besideBare({ form, sizeBytes: SIZES[form], serviceSpread: SPREAD, ...load }),
      )
      shapes.push({
        form,
        ...load,
        errorOverBare: middle(rounds, (round) => round.errorOverBare),
        errorP50Ms: middle(rounds, (round) => round.errorP50Ms),
        errorP99Ms: middle(rounds, (round) => round.errorP99Ms),
        bareErrorP50Ms: middle(rounds, (round) => round.bareErrorP50Ms),
        bareErrorP99Ms: middle(rounds, (round) => round.bareErrorP99Ms),
      })
      lines.push(
        `${load.count} samples at concurrency ${load.concurrency}, ${load.serviceMs} ms ± ${100 * SPREAD} %, ${form} of ${(SIZES[form] / 1_000_000).toFixed(1)} MB`,
        `  error at p99 over the bare  ${spread(rounds, (round) => round.errorOverBare)}, reach 1.10`,
        `  error at p50, and the bare  ${spread(rounds, (round) => round.errorP50Ms, 1)} ms, ${spread(rounds, (round) => round.bareErrorP50Ms, 1)} ms`,
        `  error at p99, and the bare  ${spread(rounds, (round) => round.errorP99Ms, 1)} ms, ${spread(rounds, (round) => round.bareErrorP99Ms, 1)} ms, aim ${aimMs} ms`,
      )
    }
  }
  return { figures: { errorOverBare: Math.max(...shapes.map((shape) => shape.errorOverBare)), shapes }, lines }
}
