import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { median, quantileSorted } from 'simple-statistics'

/**
 * Measures the instrument against a server whose truth is known, beside a bare undici pool in the same run:
 * `npm run bench`, or `npm run bench -- --json` for one object. Ratios, because absolute times are the machine's.
 * Assay is the built product, so build first. Neither side's wall counts its start; Assay's is printed beside it. Each
 * figure is the median of the rounds (of memory the most), because a single run of either side has a p99 of ten requests.
 * Not part of the tests.
 */
const ROUNDS = 3
const COUNT = 1000
const CONCURRENCY = 50
const SERVICE_MS = 200
const IDEAL_MS = (COUNT / CONCURRENCY) * SERVICE_MS

interface Side {
  startUpMs: number
  wallMs: number
  /** From the end of the wall until every picture was examined. */
  examinedMs: number
  /** Pictures that had been examined by the end of the wall. */
  examinedBefore: number
  /** From the start of the process to the end of the wall. */
  processorSeconds: number
  processorSecondsInAll: number
  peakRssMb: number
  succeeded: number
  latencies: Record<string, number>
}

interface Shape {
  shape: 'raw bytes' | 'base64 in JSON'
  startUpMs: number
  wallMs: number
  examinedMs: number
  examinedBefore: number
  processorSeconds: number
  processorSecondsInAll: number
  bareWallMs: number
  wallOverBare: number
  wallOverIdeal: number
  latencyErrorP50Ms: number
  latencyErrorP99Ms: number
  bareErrorP50Ms: number
  bareErrorP99Ms: number
  latencyErrorOverBare: number
  peakRssMb: number
}

const asJson = process.argv.includes('--json')
const say = (line: string): void => {
  if (!asJson) process.stdout.write(`${line}\n`)
}

/**
 * Removed when all is measured: ext4 does not give out an inode again within a minute of its being freed, and looking for
 * one among thousands just freed makes every new file cost a millisecond.
 */
const directories: string[] = []
const shapes: Shape[] = []
let throughput: Throughput
try {
  for (const [shape, pathname] of [
    ['raw bytes', '/v1/flux-schnell'],
    ['base64 in JSON', '/v1/images/generations'],
  ] as const) {
    shapes.push(inTheMiddle(await inRounds(() => measure(shape, pathname))))
  }
  const rounds = await inRounds(measureThroughput)
  throughput = {
    assayPerSecond: median(rounds.map((round) => round.assayPerSecond)),
    barePerSecond: median(rounds.map((round) => round.barePerSecond)),
    ratio: median(rounds.map((round) => round.ratio)),
  }
} finally {
  for (const directory of directories) await rm(directory, { recursive: true, force: true })
}
const worst = (pick: (shape: Shape) => number): number => Math.max(...shapes.map(pick))

if (asJson) {
  const summary = {
    wallOverBare: worst((shape) => shape.wallOverBare),
    wallOverIdeal: worst((shape) => shape.wallOverIdeal),
    latencyErrorP99Ms: worst((shape) => shape.latencyErrorP99Ms),
    latencyErrorOverBare: worst((shape) => shape.latencyErrorOverBare),
    examinedMs: worst((shape) => shape.examinedMs),
    peakRssMb: worst((shape) => shape.peakRssMb),
    throughputOverUndici: throughput.ratio,
    shapes,
    throughput,
  }
  process.stdout.write(`${JSON.stringify(summary)}\n`)
} else {
  say(`\n${COUNT} samples, concurrency ${CONCURRENCY}, ${SERVICE_MS} ms service, 200 KB pictures; ideal ${IDEAL_MS} ms`)
  say(`Medians of ${ROUNDS} rounds; of memory the most.`)
  for (const result of shapes) {
    say(`\n${result.shape}`)
    say(`  wall                 ${ms(result.wallMs)}, bare pool ${ms(result.bareWallMs)}`)
    say(
      `  start before it      ${ms(result.startUpMs)}; processor time to its end ${result.processorSeconds.toFixed(1)} s`,
    )
    say(`  pictures examined    ${examinedText(result)}`)
    say(`  wall over bare       ${result.wallOverBare.toFixed(2)} (reach 1.25)`)
    say(`  wall over ideal      ${result.wallOverIdeal.toFixed(2)}`)
    say(`  latency error        p50 ${ms(result.latencyErrorP50Ms)}, p99 ${ms(result.latencyErrorP99Ms)}`)
    say(`  bare pool's error    p50 ${ms(result.bareErrorP50Ms)}, p99 ${ms(result.bareErrorP99Ms)}`)
    say(`  error over bare      ${result.latencyErrorOverBare.toFixed(2)} at p99 (reach 1.50)`)
    say(`  peak resident memory ${result.peakRssMb.toFixed(0)} MB (reach 300)`)
  }
  say(
    `\nzero-latency server    ${throughput.assayPerSecond.toFixed(0)} samples/s, bare undici ${throughput.barePerSecond.toFixed(0)}/s: ${throughput.ratio.toFixed(2)}`,
  )
}

async function measure(shape: Shape['shape'], pathname: string): Promise<Shape> {
  const server = await startServer(SERVICE_MS)
  try {
    const bare = await runSide<Pick<Side, 'wallMs' | 'latencies'>>('bare-pool.ts', server.origin, pathname, COUNT)
    const bareErrors = errors(bare.latencies, await server.truth())
    const assay = await runSide<Side>('assay-side.ts', server.origin, pathname, COUNT)
    const assayErrors = errors(assay.latencies, await server.truth())
    if (assay.succeeded !== COUNT) throw new Error(`${COUNT - assay.succeeded} of ${COUNT} samples failed.`)
    return {
      shape,
      startUpMs: assay.startUpMs,
      wallMs: assay.wallMs,
      examinedMs: assay.examinedMs,
      examinedBefore: assay.examinedBefore,
      processorSeconds: assay.processorSeconds,
      processorSecondsInAll: assay.processorSecondsInAll,
      bareWallMs: bare.wallMs,
      wallOverBare: assay.wallMs / bare.wallMs,
      wallOverIdeal: assay.wallMs / IDEAL_MS,
      latencyErrorP50Ms: quantileSorted(assayErrors, 0.5),
      latencyErrorP99Ms: quantileSorted(assayErrors, 0.99),
      bareErrorP50Ms: quantileSorted(bareErrors, 0.5),
      bareErrorP99Ms: quantileSorted(bareErrors, 0.99),
      latencyErrorOverBare: quantileSorted(assayErrors, 0.99) / quantileSorted(bareErrors, 0.99),
      peakRssMb: assay.peakRssMb,
    }
  } finally {
    await server.stop()
  }
}

interface Throughput {
  assayPerSecond: number
  barePerSecond: number
  ratio: number
}

async function inRounds<T>(measureOnce: () => Promise<T>): Promise<T[]> {
  const rounds: T[] = []
  while (rounds.length < ROUNDS) rounds.push(await measureOnce())
  return rounds
}

function inTheMiddle(rounds: readonly Shape[]): Shape {
  const [first] = rounds
  if (first === undefined) throw new Error('Nothing was measured.')
  const names = Object.keys(first).filter((name): name is Exclude<keyof Shape, 'shape'> => name !== 'shape')
  const medians = Object.fromEntries(names.map((name) => [name, median(rounds.map((round) => round[name]))]))
  return { ...first, ...medians, peakRssMb: Math.max(...rounds.map((round) => round.peakRssMb)) }
}

async function measureThroughput(): Promise<Throughput> {
  const server = await startServer(0)
  try {
    const bare = await runSide<Pick<Side, 'wallMs'>>('bare-pool.ts', server.origin, '/v1/flux-schnell', COUNT)
    const assay = await runSide<Side>('assay-side.ts', server.origin, '/v1/flux-schnell', COUNT)
    const barePerSecond = (1000 * COUNT) / bare.wallMs
    const assayPerSecond = (1000 * COUNT) / assay.wallMs
    return { assayPerSecond, barePerSecond, ratio: assayPerSecond / barePerSecond }
  } finally {
    await server.stop()
  }
}

/** Measured minus true, ascending, for every request that both sides know. */
function errors(latencies: Record<string, number>, truth: Record<string, number>): number[] {
  const found = Object.entries(latencies).flatMap(([id, measured]) => {
    const real = truth[id]
    return real === undefined ? [] : [measured - real]
  })
  if (found.length < COUNT * 0.99) throw new Error(`Only ${found.length} of ${COUNT} requests could be matched.`)
  return found.sort((a, b) => a - b)
}

async function runSide<T>(program: string, origin: string, pathname: string, count: number): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'assay-bench-'))
  directories.push(directory)
  const child = start(program, {
    ORIGIN: origin,
    PATHNAME: pathname,
    COUNT: String(count),
    CONCURRENCY: String(CONCURRENCY),
    DATA: directory,
  })
  try {
    if (child.stdout === null) throw new Error(`${program} has no output.`)
    return JSON.parse(await text(child.stdout)) as T
  } finally {
    child.kill()
  }
}

async function startServer(
  serviceMs: number,
): Promise<{ origin: string; truth(): Promise<Record<string, number>>; stop(): Promise<void> }> {
  const child = start('truth-server.ts', { SERVICE_MS: String(serviceMs) })
  if (child.stdout === null) throw new Error('The server has no output.')
  const { value } = await createInterface(child.stdout)[Symbol.asyncIterator]().next()
  const { port } = JSON.parse(String(value)) as { port: number }
  const origin = `http://127.0.0.1:${port}`
  return {
    origin,
    truth: async () => (await (await fetch(`${origin}/truth`)).json()) as Record<string, number>,
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await gone
    },
  }
}

function start(program: string, environment: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, program)], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

function examinedText({ examinedMs, examinedBefore, processorSecondsInAll }: Shape): string {
  const when = `all ${ms(examinedMs)} after the wall (${examinedBefore} within it)`
  return `${when}; processor time to then ${processorSecondsInAll.toFixed(1)} s`
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`
}
