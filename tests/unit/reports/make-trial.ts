import { hash } from 'node:crypto'
import type { Contender } from '#shared/domain/plan.ts'
import type { Price } from '#shared/domain/price.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { PLAIN_PLAN, PLAIN_SAMPLE, plainCase } from '#tests/support/plain-trial.ts'

export const HOURLY_PRICE: Price = {
  id: 'lambda/a10',
  label: 'A10, on demand',
  models: [],
  unit: 'instance-hour',
  amountUsd: '1.29',
  source: 'https://lambda.ai/pricing?session=abc',
  retrievedOn: '2026-11-12',
  confidence: 'official',
}

export function makeContender(position: number, changes: Partial<Contender> = {}): Contender {
  const name = ['Novita AI', 'Segmind', 'Modal A100', 'Lambda A10'][position] ?? `Contender ${position}`
  return {
    id: `contender-${position}`,
    name,
    position,
    providerId: 'novita',
    providerName: 'Novita AI',
    kind: 'managed',
    modelId: 'flux-1-schnell',
    modelName: 'FLUX.1 schnell',
    family: 'flux-1-schnell',
    account: 'practice',
    baseUrl: 'http://127.0.0.1:4000/',
    parameters: { width: 1024, height: 1024 },
    concurrency: 1,
    price: { ...HOURLY_PRICE, id: 'novita/flux', label: 'FLUX.1 schnell', unit: 'image', amountUsd: '0.003' },
    ceilingMicros: null,
    task: 'generate',
    workflow: null,
    accountConcurrency: null,
    furtherSteps: [],
    ...changes,
  }
}

export function makeTrial(contenders: Contender[], changes: { prompts?: number; repeats?: number } = {}): Trial {
  const { prompts = 9, repeats = 1 } = changes
  return {
    id: 'trial-1',
    plan: {
      name: 'Storefront heroes',
      question: 'Who should draw our storefront pictures?',
      contenders,
      cases: Array.from({ length: prompts }, (_, index) =>
        plainCase(index, `Prompt ${index}`, `A picture of thing ${index}`),
      ),
      repeats,
      seed: 7,
      seeds: 'per-repeat',
      timeoutMs: 60_000,
      retry: { maximumAttempts: 2, initialDelayMs: 500 },
      budgetMicros: null,
      ...PLAIN_PLAN,
    },
    status: 'finished',
    statusReason: null,
    earlyStops: [],
    practice: true,
    sampleCount: contenders.length * prompts * repeats,
    startedAt: '2026-11-14T15:02:00.000Z',
    finishedAt: '2026-11-14T15:12:00.000Z',
    environment: {
      assayVersion: '0.1.0',
      runtime: 'node 24.21.0',
      operatingSystem: 'Linux 6.1',
      processor: 'AMD EPYC',
      cores: 2,
      timeZone: 'UTC',
      host: 'command-line',
      memoryBytes: 8_000_000_000,
      network: ['wired'],
      proxySchemes: [],
      power: 'mains',
      accounts: [],
    },
    calibration: { state: 'not-recorded' },
  }
}

/** Another one for each sample: two with the same bytes would be one picture. */
export function pictureHash(contenderId: string, position: number): string {
  return hash('sha256', `${contenderId} ${position}`)
}

/** A sample that succeeded in one second for $0.003, unless changed. */
export function makeRow(contenderId: string, position: number, changes: Partial<SampleRow> = {}): SampleRow {
  const latencyMs = changes.latencyMs ?? 1000
  const startedMs = changes.startedMs ?? position * 2000
  const picture = (changes.outcome ?? 'succeeded') === 'succeeded'
  return {
    sampleId: `sample-${contenderId}-${position}`,
    contenderId,
    caseIndex: position % 9,
    repeat: Math.floor(position / 9),
    position,
    seed: 4200 + position,
    ...PLAIN_SAMPLE,
    earlier: [],
    startedAt: '2026-11-14T15:02:00.000Z',
    dueMs: startedMs,
    startedMs,
    finishedMs: startedMs + latencyMs,
    latencyMs,
    serviceMs: latencyMs,
    heldBackMs: 0,
    pollingSlackMs: null,
    digestMs: picture ? 12 : null,
    outcome: 'succeeded',
    failureClass: null,
    failureMessage: null,
    attempts: 1,
    chargeMicros: 3000,
    chargeBasis: 'listed',
    submittedMs: null,
    firstByteMs: null,
    socketReused: null,
    alpnProtocol: null,
    perceptualHash: null,
    pixelSha256: null,
    reportedQueueMs: null,
    reportedInferenceMs: null,
    reportedSeed: null,
    reportedCold: null,
    requestId: null,
    phases: { connectMs: null, sendMs: 1, waitMs: latencyMs - 11, pollingMs: null, receiveMs: 10 },
    image: picture
      ? { sha256: pictureHash(contenderId, position), format: 'jpeg', width: 1024, height: 1024, sizeBytes: 200_000 }
      : null,
    flags: [],
    examined: picture ? true : null,
    warnings: [],
    ...changes,
  }
}

/** One row a latency, prompt after prompt. */
export function makeRows(
  contenderId: string,
  latencies: readonly number[],
  changes: (index: number) => Partial<SampleRow> = () => ({}),
): SampleRow[] {
  return latencies.map((latencyMs, index) => makeRow(contenderId, index, { latencyMs, ...changes(index) }))
}
