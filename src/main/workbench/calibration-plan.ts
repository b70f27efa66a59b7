import { segmind } from '#main/providers/segmind/index.ts'
import type { Contender, FrozenPlan, PlannedSample } from '#shared/domain/plan.ts'

const MODEL = 'flux-schnell'
export const CALIBRATION_CONTENDER = 'calibration'

/** A plan of samples that are drawn by the truth server, which speaks as Segmind does: raw bytes, answered at once. */
export function calibrationPlan(
  origin: string,
  { concurrency, sampleCount }: { concurrency: number; sampleCount: number },
): { plan: FrozenPlan; order: PlannedSample[] } {
  const { descriptor } = segmind
  const model = descriptor.models.find(({ id }) => id === MODEL)
  if (model === undefined) throw new Error(`${descriptor.name} no longer lists the model ${MODEL}.`)
  const contender: Contender = {
    id: CALIBRATION_CONTENDER,
    name: 'Calibration',
    position: 0,
    concurrency,
    providerId: descriptor.id,
    providerName: descriptor.name,
    kind: descriptor.kind,
    modelId: model.id,
    modelName: model.name,
    family: model.family,
    account: 'practice',
    baseUrl: origin,
    task: model.task,
    workflow: null,
    parameters: { width: 1024, height: 1024 },
    price: null,
    ceilingMicros: null,
    accountConcurrency: null,
    furtherSteps: [],
  }
  const plan: FrozenPlan = {
    name: 'Calibration',
    question: null,
    contenders: [contender],
    cases: [
      {
        index: 0,
        name: 'Calibration',
        promptIndex: 0,
        coordinates: {},
        parameters: {},
        prompt: 'calibration',
        picture: null,
      },
    ],
    repeats: sampleCount,
    seed: 1,
    seeds: 'per-repeat',
    timeoutMs: 30_000,
    retry: { maximumAttempts: 1, initialDelayMs: 0 },
    budgetMicros: null,
    load: { kind: 'closed' },
    stop: { errorWindow: 20, whenSaturated: false },
    warmUp: 0,
    coldProbes: null,
    blocks: null,
    axes: [],
  }
  const order = Array.from({ length: sampleCount }, (_, position): PlannedSample => {
    return {
      position,
      contenderId: contender.id,
      caseIndex: 0,
      repeat: position,
      seed: position,
      role: 'measure',
      stage: 0,
      block: 0,
      arrivalMs: null,
      idleMs: null,
    }
  })
  return { plan, order }
}
