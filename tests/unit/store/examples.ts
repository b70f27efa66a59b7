import type { Store } from '#main/store/open-store.ts'
import type { Contender, ContenderStep, PlannedSample } from '#shared/domain/plan.ts'
import type { Attempt, Exchange, Phases, Reported, Sample } from '#shared/domain/sample.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { PLAIN_PLAN, PLAIN_PLANNED, plainCase } from '#tests/support/plain-trial.ts'

/** Two contenders, one real and one simulated, three prompts, two repeats. */
export function exampleTrial(changes: Partial<Trial> = {}): Trial {
  return {
    id: 'trial-1',
    plan: {
      name: 'Which one draws posters',
      question: 'Is the cheaper one good enough?',
      contenders: [exampleContender('novita', 0, 'environment'), exampleContender('segmind', 1, 'practice')],
      cases: [
        plainCase(0, 'Lake', 'a lake at dawn'),
        plainCase(1, 'Court', 'a basketball court, the word “OPEN”'),
        plainCase(2, 'Dunes', 'dunes'),
      ],
      repeats: 2,
      seed: 7,
      seeds: 'per-repeat',
      timeoutMs: 60_000,
      retry: { maximumAttempts: 2, initialDelayMs: 500 },
      budgetMicros: 5_000_000,
      ...PLAIN_PLAN,
    },
    status: 'running',
    statusReason: null,
    earlyStops: [],
    practice: false,
    sampleCount: 12,
    startedAt: '2026-11-14T09:30:00.000Z',
    finishedAt: null,
    environment: {
      assayVersion: '0.1.0',
      runtime: 'node 24.21.0',
      operatingSystem: 'Linux 6.1',
      processor: 'a processor',
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
    ...changes,
  }
}

function exampleContender(id: string, position: number, account: Contender['account']): Contender {
  const first: ContenderStep = {
    providerId: id,
    providerName: id,
    kind: 'managed',
    modelId: 'flux-schnell',
    modelName: 'Flux Schnell',
    family: 'flux.1-schnell',
    account,
    baseUrl: 'https://api.example.com/v1',
    parameters: { width: 1024, height: 1024, steps: 4, format: 'jpeg' },
    accountConcurrency: null,
    task: 'generate',
    workflow: null,
    price: {
      id: `${id}/flux`,
      label: 'Flux',
      models: ['flux-schnell'],
      unit: 'image',
      amountUsd: '0.0015',
      source: 'https://example.com/prices',
      retrievedOn: '2026-11-01',
      confidence: 'official',
    },
    ceilingMicros: null,
  }
  // Samples of a pipeline are examples, too; most of them end with the first step.
  const furtherSteps = id === 'novita' ? [first] : []
  return { id, name: `The ${id} one`, position, concurrency: 2, ...first, furtherSteps }
}

/** Contenders alternate; positions run from 0. */
export function exampleOrder(count = 12): PlannedSample[] {
  return Array.from({ length: count }, (_, position) => plannedAt(position))
}

function plannedAt(position: number): PlannedSample {
  return {
    position,
    contenderId: position % 2 === 0 ? 'novita' : 'segmind',
    caseIndex: Math.floor(position / 2) % 3,
    repeat: Math.floor(position / 6),
    seed: 1000 + position,
    ...PLAIN_PLANNED,
  }
}

export const nothingReported: Reported = {
  queueMs: null,
  inferenceMs: null,
  costMicros: null,
  seed: null,
  requestId: null,
  jobId: null,
  cold: null,
}

export const noPhases: Phases = {
  blockedMs: null,
  dnsMs: null,
  connectMs: null,
  tlsMs: null,
  sendMs: null,
  waitMs: null,
  receiveMs: null,
}

export function exampleExchange(changes: Partial<Exchange> = {}): Exchange {
  return {
    purpose: 'submit',
    method: 'POST',
    url: 'https://api.example.com/v1/flux',
    startedMs: 10,
    totalMs: 100,
    phases: { ...noPhases, blockedMs: 1, sendMs: 2, waitMs: 90, receiveMs: 7 },
    status: 200,
    socketReused: true,
    alpnProtocol: 'http/1.1',
    remoteAddress: '192.0.2.7:443',
    bytesOut: 300,
    bytesIn: 200_000,
    requestId: 'request-1',
    ...changes,
  }
}

export function exampleAttempt(changes: Partial<Attempt> = {}): Attempt {
  return {
    number: 1,
    step: 0,
    answer: null,
    cancellation: null,
    startedMs: 10,
    finishedMs: 110,
    failure: null,
    reported: nothingReported,
    exchanges: [exampleExchange()],
    ...changes,
  }
}

/** A picture that came at once. Position decides contender and case as in `exampleOrder`. */
export function exampleSample(position: number, changes: Partial<Sample> = {}): Sample {
  const { arrivalMs: _arrivalMs, ...planned } = plannedAt(position)
  const sample: Omit<Sample, 'steps'> = {
    ...planned,
    disturbance: null,
    id: `sample-${position}`,
    trialId: 'trial-1',
    startedAt: '2026-11-14T09:30:01.000Z',
    dueMs: 8,
    startedMs: 10,
    finishedMs: 110,
    latencyMs: 102,
    serviceMs: 100,
    heldBackMs: 0,
    pollingSlackMs: null,
    digestMs: 9.5,
    outcome: 'succeeded',
    failure: null,
    warnings: [],
    attempts: [exampleAttempt()],
    images: [{ image: exampleImage(position), flags: [] }],
    charge: { amountMicros: 1500, basis: 'listed', priceId: 'novita/flux', evidence: '1 image × $0.0015' },
    ...changes,
  }
  const { attempts, serviceMs, charge, images } = sample
  // Of one step, as most are: it is the sample.
  const steps = attempts.length === 0 ? [] : [{ step: 0, serviceMs, charge, images }]
  return { ...sample, steps: changes.steps ?? steps }
}

/** A picture that was drawn and then enlarged by another provider. */
export function pipelineSample(position: number): Sample {
  const drawn = { image: exampleImage(7000 + position), flags: [] }
  const enlarged = {
    image: { ...exampleImage(8000 + position), width: 2048, height: 2048 },
    flags: ['other-format' as const],
  }
  const first = { amountMicros: 1500, basis: 'listed' as const, priceId: 'novita/flux', evidence: '1 image × $0.0015' }
  const second = { amountMicros: null, basis: 'estimated' as const, priceId: null, evidence: 'not reported' }
  return exampleSample(position, {
    serviceMs: 250,
    attempts: [
      exampleAttempt(),
      exampleAttempt({
        number: 2,
        step: 1,
        startedMs: 120,
        finishedMs: 270,
        cancellation: 'stopped',
        exchanges: [
          exampleExchange({ purpose: 'upload' }),
          exampleExchange(),
          exampleExchange({ purpose: 'cancel', method: 'DELETE' }),
        ],
      }),
    ],
    images: [enlarged],
    charge: { ...second, evidence: '1 image × $0.0015 + not reported' },
    steps: [
      { step: 0, serviceMs: 100, charge: first, images: [drawn] },
      { step: 1, serviceMs: 150, charge: second, images: [enlarged] },
    ],
  })
}

export function exampleImage(number: number) {
  const sha256 = number.toString(16).padStart(64, '0')
  return { sha256, format: 'jpeg' as const, width: 1024, height: 1024, sizeBytes: 200_000 }
}

/** A job that was polled twice after a first attempt that the server failed; everything that can be told is told. */
export function richSample(position: number): Sample {
  return exampleSample(position, {
    heldBackMs: 500.25,
    pollingSlackMs: 30.5,
    warnings: [{ parameter: 'steps', action: 'rounded', asked: '5', sent: '4', reason: 'Only even numbers.' }],
    attempts: [
      exampleAttempt({
        failure: { class: 'server', message: 'The server failed.', status: 503, rawBody: '{"error":"müde"}' },
        exchanges: [exampleExchange({ status: 503, socketReused: false, requestId: null, remoteAddress: null })],
      }),
      exampleAttempt({
        number: 2,
        startedMs: 700,
        finishedMs: 1200,
        reported: {
          queueMs: 12.5,
          inferenceMs: 300,
          costMicros: 1499,
          seed: '18446744073709551615',
          requestId: 'provider-2',
          jobId: 'job-2',
          cold: false,
        },
        exchanges: [
          exampleExchange({
            startedMs: 700,
            totalMs: 100,
            phases: {
              ...noPhases,
              blockedMs: 1,
              dnsMs: 2,
              connectMs: 3,
              tlsMs: 4,
              sendMs: 5,
              waitMs: 80,
              receiveMs: 5,
            },
          }),
          exampleExchange({ purpose: 'poll', method: 'GET', startedMs: 850, totalMs: 20 }),
          exampleExchange({ purpose: 'poll', method: 'GET', startedMs: 1000, totalMs: 50 }),
          exampleExchange({
            purpose: 'download',
            method: 'GET',
            startedMs: 1060,
            totalMs: 140,
            phases: { ...noPhases, connectMs: 10, sendMs: 1, waitMs: 9, receiveMs: 120 },
          }),
        ],
      }),
    ],
    images: [
      { image: exampleImage(position), flags: ['other-size', 'other-format'] },
      { image: { ...exampleImage(9000 + position), format: 'webp' }, flags: ['black'] },
    ],
    charge: { amountMicros: null, basis: 'reported', priceId: null, evidence: 'not reported' },
  })
}

/** One sample as its row tells of it. */
export function rowOf(store: Store, sampleId: string): SampleRow {
  const [row] = store.samples.rowsOf([sampleId])
  if (row === undefined) throw new Error(`No row was given for ${sampleId}.`)
  return row
}
