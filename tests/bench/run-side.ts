import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import memory from '#main/process-memory.json' with { type: 'json' }

/** What both sides are asked for: so many pictures, so many at once. */
export interface Load {
  count: number
  concurrency: number
  /** Answers with raw bytes, or with base64 in JSON. */
  form: 'raw bytes' | 'base64 in JSON'
  serviceMs: number
  /** Share of it by which an answer comes sooner or later; none if absent: what began together comes together, as a herd. */
  serviceSpread?: number
  /** Of a picture, about. */
  sizeBytes: number
  /** How many different pictures there are; without, each is different. */
  different?: number
}

export interface BareSide {
  wallMs: number
  latencies: Record<string, number>
}

export interface AssaySide {
  startUpMs: number
  wallMs: number
  /** From the end of the wall until every picture was examined; null where that was not waited for. */
  examinedMs: number | null
  /** Pictures that had been examined by the end of the wall; null where that was not counted. */
  examinedBefore: number | null
  /** From the start of the process to the end of the wall. */
  processorSeconds: number
  processorSecondsInAll: number
  peakRssMb: number
  succeeded: number
  latencies: Record<string, number>
}

export interface TruthServer {
  origin: string
  /** What has been served since it was last asked, by request id: milliseconds. */
  truth(): Promise<Record<string, number>>
  stop(): Promise<void>
}

const PATHNAMES = { 'raw bytes': '/v1/flux-schnell', 'base64 in JSON': '/v1/images/generations' } as const

const NOT_ASSAY = new Set(['bare-pool.ts', 'truth-server.ts'])

/**
 * Removed when all is measured: ext4 does not give out an inode again within a minute of its being freed, and looking for
 * one among thousands just freed makes every new file cost a millisecond.
 */
const directories: string[] = []

export async function removeFolders(): Promise<void> {
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true })
}

export async function newFolder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'assay-bench-'))
  directories.push(directory)
  return directory
}

/** The yardstick: a bare undici pool that throws the bodies away. */
export function runBare(server: TruthServer, load: Load): Promise<BareSide> {
  return runProgram('bare-pool.ts', environmentOf(server, load))
}

/**
 * Assay as it ships, with a data folder of its own.
 * @param options.lean leaves out what reads every row, and the examinations
 * @param options.started told the id of its process
 */
export async function runAssay(
  server: TruthServer,
  load: Load,
  { lean = false, started = () => undefined }: { lean?: boolean; started?: (processId: number) => void } = {},
): Promise<AssaySide> {
  const environment = { ...environmentOf(server, load), DATA: await newFolder(), LEAN: lean ? '1' : '' }
  const side = await runProgram<AssaySide>('assay-side.ts', environment, started)
  if (side.succeeded !== load.count) throw new Error(`${load.count - side.succeeded} of ${load.count} samples failed.`)
  return side
}

function environmentOf(server: TruthServer, { form, count, concurrency }: Load): Record<string, string> {
  return {
    ORIGIN: server.origin,
    PATHNAME: PATHNAMES[form],
    COUNT: String(count),
    CONCURRENCY: String(concurrency),
  }
}

let profiles: string | null = null

/** From now on each side of Assay leaves a profile of each of its threads in a folder. It is slower meanwhile. */
export function profileInto(directory: string): void {
  profiles = directory
}

/** Runs a program of this folder to its end. @returns the JSON value that it prints */
export async function runProgram<T>(
  program: string,
  environment: Record<string, string>,
  started: (processId: number) => void = () => undefined,
): Promise<T> {
  const child = start(program, environment)
  if (child.pid !== undefined) started(child.pid)
  try {
    if (child.stdout === null) throw new Error(`${program} has no output.`)
    const printed = await text(child.stdout)
    if (printed === '') throw new Error(`${program} ended without a result.`)
    return JSON.parse(printed) as T
  } finally {
    child.kill()
  }
}

export async function startServer({ serviceMs, serviceSpread = 0, sizeBytes, different }: Load): Promise<TruthServer> {
  const child = start('truth-server.ts', {
    SERVICE_MS: String(serviceMs),
    SPREAD: String(serviceSpread),
    SIZE_BYTES: String(sizeBytes),
    DIFFERENT: different === undefined ? '' : String(different),
  })
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
  const profiling = profiles === null || NOT_ASSAY.has(program) ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`]
  const isAssay = !NOT_ASSAY.has(program)
  return spawn(process.execPath, [...(isAssay ? memory.flags : []), ...profiling, join(import.meta.dirname, program)], {
    env: { PATH: process.env['PATH'], ...(isAssay && memory.environment), ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}
