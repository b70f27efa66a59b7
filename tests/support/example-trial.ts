import type { Trial } from '#shared/domain/trial.ts'
import { PLAIN_PLAN, plainCase } from './plain-trial.ts'

/** A trial of practice contenders with nothing remarkable about it; a test changes what it is about. */
export function exampleTrial(shape: { contenders: string[]; cases: number; repeats: number }): Trial {
  return {
    id: 'trial-example',
    plan: {
      name: 'Example',
      question: null,
      contenders: shape.contenders.map((id, position) => ({
        id,
        name: id.toUpperCase(),
        position,
        providerId: 'novita',
        providerName: 'Novita AI',
        kind: 'managed',
        modelId: 'flux-1-schnell',
        modelName: 'FLUX.1 [schnell]',
        family: 'flux.1-schnell',
        account: 'practice',
        baseUrl: 'http://127.0.0.1:1',
        parameters: { width: 1024, height: 1024, steps: 4 },
        concurrency: 1,
        price: null,
        ceilingMicros: null,
        task: 'generate',
        workflow: null,
        accountConcurrency: null,
        furtherSteps: [],
      })),
      cases: Array.from({ length: shape.cases }, (_, index) => plainCase(index, `Case ${index}`, `prompt ${index}`)),
      repeats: shape.repeats,
      seed: 1,
      seeds: 'per-repeat',
      timeoutMs: 60_000,
      retry: { maximumAttempts: 1, initialDelayMs: 0 },
      budgetMicros: null,
      ...PLAIN_PLAN,
    },
    status: 'running',
    statusReason: null,
    practice: true,
    sampleCount: shape.contenders.length * shape.cases * shape.repeats,
    startedAt: '2026-11-22T10:00:00.000Z',
    finishedAt: null,
    environment: {
      assayVersion: '0.1.0',
      runtime: 'node 24.21.0',
      operatingSystem: 'Linux',
      processor: 'test',
      cores: 2,
      timeZone: 'UTC',
      host: 'command-line',
    },
    calibration: { state: 'not-recorded' },
  }
}
