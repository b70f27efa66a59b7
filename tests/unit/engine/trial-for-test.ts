import { z } from 'zod'
import { orderSamples } from '#main/engine/order-samples.ts'
import {
  DIRECT,
  type AdmissionRequest,
  type EngineClock,
  type EngineListener,
  type KeptPicture,
  type PictureDesk,
  type SubmittedJob,
  type UnusablePicture,
} from '#main/engine/ports.ts'
import { runTrial, type TrialRun } from '#main/engine/run-trial.ts'
import type { ProviderAdapter, Reading, Reply } from '#main/providers/provider-adapter.ts'
import type { EarlyStop } from '#shared/domain/early-stop.ts'
import type { Case, Contender, FrozenPlan } from '#shared/domain/plan.ts'
import type { Reported, Sample } from '#shared/domain/sample.ts'
import { admitUnderCap } from './admit-under-cap.ts'
import { PLAIN_PLAN, plainCase } from '#tests/support/plain-trial.ts'

export const NOTHING_REPORTED: Reported = {
  queueMs: null,
  inferenceMs: null,
  costMicros: null,
  seed: null,
  requestId: null,
  jobId: null,
  cold: null,
}

/**
 * The wire of the provider that the engine's tests are run against: a reply says in plain JSON what the adapter shall
 * read.
 */
const Wire = z.object({
  picture: z.string().optional(),
  url: z.string().optional(),
  job: z.string().optional(),
  statusUrl: z.string().optional(),
  pollAfterMs: z.number().optional(),
  class: z.enum(['server', 'rate-limit', 'content-policy', 'authentication', 'invalid-request']).optional(),
  retryable: z.boolean().optional(),
  retryAfterMs: z.number().optional(),
  message: z.string().optional(),
  costMicros: z.number().optional(),
})
export type Wire = z.infer<typeof Wire>

function read(reply: Reply): Reading {
  if (reply.headers['content-type']?.startsWith('image/')) {
    return { state: 'finished', pictures: [{ kind: 'bytes', bytes: reply.body }], reported: NOTHING_REPORTED }
  }
  const wire = Wire.parse(JSON.parse(new TextDecoder().decode(reply.body)))
  const reported = { ...NOTHING_REPORTED, costMicros: wire.costMicros ?? null }
  if (wire.picture !== undefined) {
    return { state: 'finished', pictures: [{ kind: 'bytes', bytes: Buffer.from(wire.picture) }], reported }
  }
  if (wire.url !== undefined) return { state: 'finished', pictures: [{ kind: 'url', url: wire.url }], reported }
  if (wire.job !== undefined) {
    const job = { jobId: wire.job, statusUrl: wire.statusUrl ?? null }
    return { state: 'pending', job, pollAfterMs: wire.pollAfterMs ?? null, reported: { ...reported, jobId: wire.job } }
  }
  const { class: failureClass = 'server', retryable = false, retryAfterMs = null, message = 'It failed.' } = wire
  return { state: 'failed', failure: { class: failureClass, message, retryable, retryAfterMs }, reported }
}

/** Every picture costs 3,000 micros, known beforehand. */
export function adapterForTest(changes: Partial<ProviderAdapter> = {}): ProviderAdapter {
  return {
    descriptor: {
      id: 'plain',
      name: 'Plain',
      kind: 'managed',
      website: 'https://example.com',
      documentation: 'https://example.com',
      defaultBaseUrl: null,
      credentials: z.object({ apiKey: z.string() }),
      models: [],
      prices: [],
      otherModels: null,
      webhooks: { offered: false, signing: null },
      cancellation: { offered: 'none', note: null },
      sources: [],
    },
    buildSubmit: ({ prompt, seed }) => ({
      request: {
        method: 'POST',
        path: '/draw?token=x',
        headers: { authorization: { credential: 'apiKey', prefix: 'Bearer ' } },
        body: { prompt, seed },
      },
      warnings: [],
    }),
    buildPoll: ({ jobId, statusUrl }) => ({
      method: 'GET',
      path: statusUrl ?? `/jobs/${jobId}`,
      headers: { authorization: { credential: 'apiKey', prefix: 'Bearer ' } },
      body: null,
    }),
    readSubmit: read,
    readPoll: read,
    priceSample: ({ pictureCount }) => ({
      amountMicros: 3000 * pictureCount,
      basis: 'listed',
      priceId: null,
      evidence: `${pictureCount} × $0.003`,
    }),
    estimateSample: () => ({ amountMicros: 3000, basis: 'estimated', priceId: null, evidence: 'list price' }),
    accountCheck: null,
    ...changes,
  }
}

export function contenderForTest(baseUrl: string, changes: Partial<Contender> = {}): Contender {
  return {
    id: 'plain',
    name: 'Plain',
    position: 0,
    providerId: 'plain',
    providerName: 'Plain',
    kind: 'managed',
    modelId: 'any',
    modelName: 'Any',
    family: 'any',
    account: 'practice',
    baseUrl,
    parameters: { width: 64, height: 64 },
    concurrency: 1,
    accountConcurrency: null,
    task: 'generate',
    workflow: null,
    furtherSteps: [],
    price: null,
    ceilingMicros: null,
    ...changes,
  }
}

export function casesForTest(count: number): Case[] {
  return Array.from({ length: count }, (_none, index) => plainCase(index, `${index}`, `${index}`))
}

export function planForTest(contenders: Contender[], changes: Partial<FrozenPlan> = {}): FrozenPlan {
  return {
    name: 'test',
    question: null,
    contenders,
    cases: [plainCase(0, 'a fox', 'a fox')],
    repeats: 1,
    seed: 1,
    seeds: 'per-repeat',
    timeoutMs: 20_000,
    retry: { maximumAttempts: 1, initialDelayMs: 0 },
    budgetMicros: null,
    ...PLAIN_PLAN,
    ...changes,
  }
}

/** A clock on which a pause takes no real time: it is noted and skipped. */
export function skippingClock(): EngineClock & { pausesMs: number[] } {
  let skippedMs = 0
  const pausesMs: number[] = []
  return {
    pausesMs,
    monotonicMs: () => performance.now() + skippedMs,
    wallClock: () => new Date(Date.UTC(2026, 10, 22)),
    sleep: async (milliseconds, signal) => {
      pausesMs.push(milliseconds)
      await new Promise(setImmediate)
      signal.throwIfAborted()
      skippedMs += milliseconds
    },
  }
}

/**
 * Takes any bytes for a picture except the text "garbage"; buffers are taken away from the engine as the real desk
 * does.
 */
export function deskForTest(adapter: ProviderAdapter): PictureDesk & { kept: string[] } {
  const kept: string[] = []
  const keep = (bytes: Uint8Array): KeptPicture | UnusablePicture => {
    const text = Buffer.from(bytes).toString('latin1')
    if (text === 'garbage') return { unusable: 'it is not a picture.' }
    kept.push(text)
    const sha256 = kept.length.toString(16).padStart(64, '0')
    return {
      image: { sha256, format: 'png', width: 32, height: 32, sizeBytes: bytes.byteLength },
      flags: ['other-size'],
    }
  }
  return {
    kept,
    // What a picture of this desk is made of is its address.
    readPicture: async ({ image, form }) => Buffer.from(form === 'bytes' ? image.sha256 : `${form} of ${image.sha256}`),
    keepPicture: async ({ bytes }) => keep(structuredClone(bytes, { transfer: [bytes.buffer as ArrayBuffer] })),
    digestReply: async ({ step, reply: lent, ask }) => {
      const reply = structuredClone(lent, { transfer: [lent.body.buffer as ArrayBuffer] })
      const reading = step.kind === 'submit' ? adapter.readSubmit(reply, ask) : adapter.readPoll?.(reply, step.job, ask)
      if (reading === undefined) throw new Error('no polls here')
      if (reading.state !== 'finished') return reading
      const pictures = reading.pictures.map((picture) =>
        picture.kind === 'bytes' ? ({ kind: 'kept', picture: keep(picture.bytes) } as const) : picture,
      )
      return { ...reading, pictures }
    },
  }
}

export interface Told {
  status: 'finished' | 'paused' | 'cancelled'
  samples: Sample[]
  /** Every sample that was to be sent, in the order asked. */
  asked: AdmissionRequest[]
  jobs: SubmittedJob[]
  stops: EarlyStop[]
  clock: ReturnType<typeof skippingClock>
  desk: ReturnType<typeof deskForTest>
}

/** Runs a trial with all that it needs, and gives back all that it told. */
export async function runForTest(
  plan: FrozenPlan,
  options: Partial<Omit<TrialRun, 'plan' | 'listener'>> & {
    adapter?: ProviderAdapter
    listener?: Partial<EngineListener>
  } = {},
): Promise<Told> {
  const { adapter = adapterForTest(), listener = {}, ...rest } = options
  const clock = skippingClock()
  const desk = deskForTest(adapter)
  const told: Omit<Told, 'status'> = { samples: [], asked: [], jobs: [], stops: [], clock, desk }
  const admissions = admitUnderCap(plan.budgetMicros)
  let ids = 0
  const { status } = await runTrial({
    trialId: 'trial-1',
    plan,
    order: orderSamples(plan),
    adapters: () => adapter,
    access: () => ({ credentials: { apiKey: 'canary-0123456789' }, connection: DIRECT }),
    desk,
    clock,
    nextAttemptId: () => `00000000-0000-4000-8000-${String(ids++).padStart(12, '0')}`,
    nextSampleId: () => `sample-${ids++}`,
    signal: new AbortController().signal,
    ...rest,
    listener: {
      admit: (request) => {
        told.asked.push(request)
        return listener.admit?.(request) ?? admissions.admit(request)
      },
      jobSubmitted: async (job) => {
        told.jobs.push(job)
        await listener.jobSubmitted?.(job)
      },
      sampleFinished: (sample) => {
        told.samples.push(sample)
        admissions.ended(sample)
        listener.sampleFinished?.(sample)
      },
      slept: (sleep) => listener.slept?.(sleep),
      stoppedEarly: (stop) => {
        told.stops.push(stop)
        listener.stoppedEarly?.(stop)
      },
      hostKeySeen: (seen) => listener.hostKeySeen?.(seen),
    },
  })
  return { ...told, status }
}
