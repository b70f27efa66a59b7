import type { ContenderAnalysis, Estimate, TrialAnalysis } from '#shared/domain/analysis.ts'
import type { Contender, FrozenPlan } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { PLAIN_PLAN, PLAIN_SAMPLE, plainCase } from '#tests/support/plain-trial.ts'

/** A contender of a small frozen plan. */
export function contender(id: string, position: number, changes: Partial<Contender> = {}): Contender {
  return {
    id,
    name: id.toUpperCase(),
    position,
    providerId: id,
    providerName: id,
    kind: 'managed',
    modelId: 'flux-1-schnell',
    modelName: 'FLUX.1 schnell',
    family: 'flux.1-schnell',
    account: 'practice',
    baseUrl: 'http://127.0.0.1:1',
    parameters: { width: 1024, height: 1024 },
    concurrency: 1,
    price: null,
    ceilingMicros: null,
    task: 'generate',
    workflow: null,
    accountConcurrency: null,
    furtherSteps: [],
    ...changes,
  }
}

export function frozenPlan(contenders: Contender[], changes: Partial<FrozenPlan> = {}): FrozenPlan {
  return {
    name: 'Storefront heroes',
    question: null,
    contenders,
    cases: [
      plainCase(0, 'Vase and branch', 'Celadon vase with cotton branch'),
      plainCase(1, 'Poster with words', 'Screen print poster, the words OPEN LATE'),
    ],
    repeats: 2,
    seed: 1,
    seeds: 'per-repeat',
    timeoutMs: 60_000,
    retry: { maximumAttempts: 2, initialDelayMs: 500 },
    budgetMicros: null,
    ...PLAIN_PLAN,
    ...changes,
  }
}

let made = 0

/** A sample that gave a picture of 1024 × 1024 after one second. */
export function sampleRow(changes: Partial<SampleRow> = {}): SampleRow {
  made += 1
  return {
    sampleId: `sample-${made}`,
    contenderId: 'a',
    caseIndex: 0,
    repeat: 0,
    position: made,
    seed: 7,
    ...PLAIN_SAMPLE,
    earlier: [],
    startedAt: '2026-11-14T09:00:00.000Z',
    dueMs: 0,
    startedMs: 0,
    finishedMs: 1000,
    latencyMs: 1000,
    serviceMs: 1000,
    heldBackMs: 0,
    pollingSlackMs: null,
    digestMs: 3,
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
    phases: { connectMs: null, sendMs: 1, waitMs: 990, pollingMs: null, receiveMs: 9 },
    image: { sha256: 'a'.repeat(64), format: 'png', width: 1024, height: 1024, sizeBytes: 1 },
    flags: [],
    examined: true,
    warnings: [],
    ...changes,
  }
}

export function known(value: number, low = value, high = value, count = 36): Extract<Estimate, { state: 'known' }> {
  return { state: 'known', value, low, high, count, method: 'order-statistic' }
}

export function contenderAnalysis(contenderId: string, changes: Partial<ContenderAnalysis> = {}): ContenderAnalysis {
  const tooFew: Estimate = { state: 'too-few', count: 36, neededCount: 72 }
  return {
    contenderId,
    asked: 4,
    succeeded: 4,
    refused: 0,
    failed: 0,
    attempts: 4,
    failures: {},
    askedAgain: { count: 0, succeeded: 0 },
    untimed: 0,
    flags: {},
    successRate: known(1),
    latency: { p50: known(1000), p90: tooFew, p95: tooFew, p99: tooFew },
    answeredWithin: [],
    service: null,
    stages: [],
    coldStart: null,
    phases: [],
    reportedQueueMs: { state: 'unknown', count: 0 },
    reportedInferenceMs: { state: 'unknown', count: 0 },
    spentMicros: 12_000,
    unknownChargeCount: 0,
    costPerImageMicros: known(3000),
    gates: { pictures: 4, usable: 4, open: 0, failed: {}, costPerUsableMicros: known(3000) },
    imagesPerHour: null,
    costMeasures: {
      imagesPerHour: { state: 'too-few', count: 0, neededCount: 1 },
      slots: 1,
      unitsPerImage: null,
      failedShare: { state: 'too-few', count: 0, neededCount: 1 },
      failedChargeShare: 0,
      usableShare: { state: 'too-few', count: 0, neededCount: 1 },
    },
    warnings: [],
    checks: {
      effectiveCount: null,
      notJudged: null,
      littlesLaw: null,
      timeSlices: null,
      firstOnSocket: { firstCount: 0, reusedCount: 0, differenceMs: { state: 'too-few', count: 0, neededCount: 6 } },
      seed: { verdict: 'not-tried', identical: 0, near: 0, different: 0, unknown: 0, pairs: [] },
    },
    ...changes,
  }
}

export function trialAnalysis(contenders: ContenderAnalysis[], changes: Partial<TrialAnalysis> = {}): TrialAnalysis {
  return {
    trialId: 'trial-1',
    load: 'closed loop, 1 in flight',
    headline: 'closed loop, 1 in flight',
    contenders,
    points: [],
    findings: [],
    fairness: [],
    medianRatios: [],
    spentMicros: 0,
    unknownChargeCount: 0,
    asked: 0,
    succeeded: 0,
    ...changes,
  }
}
