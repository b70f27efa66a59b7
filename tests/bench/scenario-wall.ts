import { besideBare } from './beside-bare.ts'
import { inRounds, middle, spread, type Scenario } from './scenario.ts'

/** The time that a trial of 1,000 pictures of 200 KB takes, everything stored, over that of the bare pool. */
export const wall: Scenario = async (asked) => {
  const lines: string[] = []
  const shapes = []
  for (const form of ['raw bytes', 'base64 in JSON'] as const) {
    const rounds = await inRounds(asked, () =>
      besideBare({ form, count: 1000, concurrency: 50, serviceMs: 200, sizeBytes: 200_000 }),
    )
    const examinedMs = rounds.map(({ assay }) => assay.examinedMs ?? 0)
    shapes.push({
      form,
      wallOverBare: middle(rounds, (round) => round.wallOverBare),
      wallMs: middle(rounds, (round) => round.assayWallMs),
      bareWallMs: middle(rounds, (round) => round.bareWallMs),
      latencyErrorP50Ms: middle(rounds, (round) => round.errorP50Ms),
      latencyErrorP99Ms: middle(rounds, (round) => round.errorP99Ms),
      bareErrorP50Ms: middle(rounds, (round) => round.bareErrorP50Ms),
      bareErrorP99Ms: middle(rounds, (round) => round.bareErrorP99Ms),
      latencyErrorOverBare: middle(rounds, (round) => round.errorOverBare),
      examinedMs: Math.max(...examinedMs),
      processorSeconds: middle(rounds, ({ assay }) => assay.processorSeconds),
      peakRssMb: Math.max(...rounds.map(({ assay }) => assay.peakRssMb)),
    })
    lines.push(
      `1,000 samples at concurrency 50, 200 ms, 200 KB, ${form}`,
      `  wall over the bare pool's   ${spread(rounds, (round) => round.wallOverBare)}, reach 1.10`,
      `  wall, and the bare pool's   ${spread(rounds, (round) => round.assayWallMs, 0)} ms, ${spread(rounds, (round) => round.bareWallMs, 0)} ms`,
      `  start before it             ${spread(rounds, ({ assay }) => assay.startUpMs, 0)} ms`,
      `  processor time to its end   ${spread(rounds, ({ assay }) => assay.processorSeconds, 1)} s`,
      `  error at p50, and the bare  ${spread(rounds, (round) => round.errorP50Ms, 1)} ms, ${spread(rounds, (round) => round.bareErrorP50Ms, 1)} ms`,
      `  error at p99 over the bare  ${spread(rounds, (round) => round.errorOverBare)}`,
      `  all examined after it       ${spread(rounds, ({ assay }) => assay.examinedMs ?? 0, 0)} ms`,
      `  peak resident memory        ${spread(rounds, ({ assay }) => assay.peakRssMb, 0)} MB`,
    )
  }
  return { figures: { wallOverBare: Math.max(...shapes.map((shape) => shape.wallOverBare)), shapes }, lines }
}
