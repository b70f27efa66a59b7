import type { Case, FrozenPlan, PlannedSample } from '#shared/domain/plan.ts'
import type { Sample } from '#shared/domain/sample.ts'

/** A frozen plan's load, stages and axes where a test is about something else: one closed loop over prompts as they stand. */
export const PLAIN_PLAN: Pick<FrozenPlan, 'load' | 'stop' | 'warmUp' | 'coldProbes' | 'blocks' | 'axes'> = {
  load: { kind: 'closed' },
  stop: { errorWindow: 20, whenSaturated: false },
  warmUp: 0,
  coldProbes: null,
  blocks: null,
  axes: [],
}

/** A sample of a plain plan. */
export const PLAIN_SAMPLE: Pick<Sample, 'role' | 'stage' | 'block' | 'idleMs' | 'disturbance'> = {
  role: 'measure',
  stage: 0,
  block: 0,
  idleMs: null,
  disturbance: null,
}

/** A planned sample of a plain plan. */
export const PLAIN_PLANNED: Pick<PlannedSample, 'role' | 'stage' | 'block' | 'arrivalMs' | 'idleMs'> = {
  role: 'measure',
  stage: 0,
  block: 0,
  arrivalMs: null,
  idleMs: null,
}

/** The prompt of a plan as a case, without axes. */
export function plainCase(index: number, name: string, prompt: string): Case {
  return { index, name, promptIndex: index, coordinates: {}, parameters: {}, prompt, picture: null }
}
