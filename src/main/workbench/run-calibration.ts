import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { DIRECT } from '#main/engine/ports.ts'
import { startTruthThread } from '#main/simulators/truth/start-truth-thread.ts'
import type { Calibration, EventLoopLag } from '#shared/domain/calibration.ts'
import { PlannedOrder } from '#shared/domain/planned-order.ts'
import type { Sample } from '#shared/domain/sample.ts'
import { percentileEstimate, PERCENTILES } from '#shared/stats/percentile.ts'
import { CALIBRATION_CONTENDER, calibrationPlan } from './calibration-plan.ts'
import type { HostPorts } from './ports.ts'
import { startTrialThread } from './start-trial-thread.ts'
import type { TrialThreadCommand, TrialThreadMessage } from './trial-messages.ts'

/** How much is asked of the instrument. */
export interface CalibrationLoad {
  concurrency: number
  /** From 100,000. */
  pictureBytes: number
  /** How long requests are sent, about. */
  lengthMs: number
  /** At least so many samples, however long that takes. */
  leastSamples: number
}

/** Pictures a second at most: what a disk keeps up with, and as many as the bench asks for, so that its figures are the yardstick. */
const MOST_PER_SECOND = 250
const SHORTEST_SERVICE_MS = 20
/** The first round opens the sockets; with fewer, that alone would be what is measured. */
const LEAST_ROUNDS = 3
/** As services answer: between half and one and a half times as long. */
const SPREAD = 0.5

/**
 * Measures the instrument: the engine of a trial, on the thread of a trial, with its adapter and its picture threads, against a server
 * that knows the truth. Pictures go to a folder of their own, which is removed; nothing is charged, and the database hears of nothing.
 * @throws Error where a thread or the temporary folder can't be had
 */
export async function runCalibration(
  load: CalibrationLoad,
  ports: Pick<HostPorts, 'clock' | 'version'>,
): Promise<Calibration> {
  const { concurrency, pictureBytes } = load
  const serviceMs = Math.max(SHORTEST_SERVICE_MS, (1000 * concurrency) / MOST_PER_SECOND)
  const rounds = Math.max(LEAST_ROUNDS, Math.ceil(load.lengthMs / serviceMs))
  const sampleCount = Math.max(load.leastSamples, rounds * concurrency)
  const dataDirectory = await mkdtemp(join(tmpdir(), 'assay-calibration-'))
  try {
    const server = await startTruthThread({ serviceMs, spread: SPREAD, pictureBytes })
    try {
      const { plan, order } = calibrationPlan(server.origin, { concurrency, sampleCount })
      const credentials = { apiKey: 'calibration' }
      const worker = startTrialThread({
        trialId: 'calibration',
        plan,
        order: PlannedOrder.of(order).rows,
        openJobs: [],
        offsetMs: 0,
        pausedMs: 0,
        sampleIdPrefix: 'calibration',
        access: { [CALIBRATION_CONTENDER]: [{ credentials, connection: DIRECT }] },
        dataDirectory,
        watchEventLoop: true,
      })
      const { samples, eventLoopLag } = await hearToTheEnd(worker)
      const errors = errorsOf(samples, await server.truth())
      const processors = cpus()
      return {
        calibratedAt: ports.clock.now().toISOString(),
        concurrency,
        pictureBytes,
        serviceMs,
        sampleCount,
        matchedCount: errors.length,
        error: {
          p50: percentileEstimate(errors, PERCENTILES.p50),
          p95: percentileEstimate(errors, PERCENTILES.p95),
          p99: percentileEstimate(errors, PERCENTILES.p99),
          maxMs: errors.length === 0 ? null : Math.max(...errors),
        },
        eventLoopLag,
        assayVersion: ports.version,
        runtime: `node ${process.versions.node}`,
        processor: processors[0]?.model.trim() ?? 'not reported',
        cores: processors.length,
      }
    } finally {
      await server.close()
    }
  } finally {
    await rm(dataDirectory, { recursive: true, force: true })
  }
}

/** Measured minus true latency of every sample that has both, in milliseconds. */
export function errorsOf(samples: readonly Sample[], truth: ReadonlyMap<string, number>): number[] {
  return samples.flatMap(({ outcome, latencyMs, attempts }) => {
    const last = attempts.at(-1)
    const requestId = last?.reported.requestId ?? last?.exchanges[0]?.requestId ?? null
    const trueMs = requestId === null ? undefined : truth.get(requestId)
    return outcome !== 'succeeded' || trueMs === undefined ? [] : [latencyMs - trueMs]
  })
}

/** Every sample that the thread tells of until it ends. Rejects with what it threw. */
function hearToTheEnd(worker: Worker): Promise<{ samples: Sample[]; eventLoopLag: EventLoopLag | null }> {
  const { promise, resolve, reject } = Promise.withResolvers<{
    samples: Sample[]
    eventLoopLag: EventLoopLag | null
  }>()
  const samples: Sample[] = []
  let eventLoopLag: EventLoopLag | null = null
  worker.on('message', (messages: TrialThreadMessage[]) => {
    const admitted: number[] = []
    for (const message of messages) {
      if (message.type === 'admit') admitted.push(message.ticket)
      else if (message.type === 'finished') samples.push(message.sample)
      else if (message.type === 'ended') eventLoopLag = message.eventLoopLag
    }
    if (admitted.length === 0) return
    // Nothing is charged, so there is nothing to hold or to write down.
    const decisions = admitted.map((ticket) => ({ ticket, admission: { ok: true } as const }))
    worker.postMessage({ type: 'admissions', decisions } satisfies TrialThreadCommand)
  })
  worker.on('error', reject)
  worker.on('exit', () => resolve({ samples, eventLoopLag }))
  return promise
}
