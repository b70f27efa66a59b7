import type { JudgeRun } from '#shared/domain/judge.ts'

/** A judge on the example trial. */
export function exampleRun(changes: Partial<JudgeRun> = {}): JudgeRun {
  return {
    id: 'judge-1',
    trialId: 'trial-1',
    account: 'environment:openai-images',
    providerId: 'openai-images',
    modelId: 'gpt-4.1-mini',
    price: { inputUsd: '0.40', outputUsd: '1.60' },
    ceilingMicros: null,
    questions: ['preferred'],
    pairs: 14,
    capMicros: 1_000_000,
    answerAs: 'json-schema',
    temperature: 'zero',
    concurrency: 4,
    practice: false,
    seed: 1,
    promptVersion: 1,
    promptSha256: '0'.repeat(64),
    pictureSide: 1024,
    givenPictures: false,
    worstCaseMicros: 1000,
    startedAt: '2026-11-30T22:00:00.000Z',
    status: 'running',
    statusReason: null,
    endedAt: null,
    ...changes,
  }
}
