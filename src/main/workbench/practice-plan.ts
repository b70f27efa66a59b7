import type { Plan } from '#shared/domain/plan.ts'
import type { Prompt } from '#shared/domain/prompt.ts'
import { Plan as PlanSchema } from '#shared/domain/plan.ts'

/** The four back ends the field argues about, as simulated contenders: two managed APIs and two rented GPUs. */
const contenders = [
  { id: 'novita', provider: 'novita', model: 'flux-1-schnell', parameters: { steps: 4 }, concurrency: 3 },
  { id: 'segmind', provider: 'segmind', model: 'sdxl1.0-txt2img', parameters: { steps: 20 }, concurrency: 3 },
  { id: 'modal', name: 'Modal A100', provider: 'modal', model: 'flux-1-schnell', concurrency: 3 },
  {
    id: 'lambda',
    name: 'Lambda A10',
    provider: 'a1111',
    model: 'sd_xl_base_1.0',
    parameters: { steps: 20 },
    concurrency: 1,
  },
]

/** The prompts of the pack of which the simulators have a scene each. They stand first. */
const PRACTICE_PROMPTS = 9

/** A practice trial: 36 samples a contender are enough for a p90 with its interval. */
export function practicePlan(pack: readonly Prompt[]): Plan {
  return PlanSchema.parse({
    name: 'Practice: storefront heroes',
    question: 'Who should draw our storefront pictures?',
    contenders: contenders.map((contender) => ({ ...contender, account: 'practice' })),
    prompts: pack.slice(0, PRACTICE_PROMPTS),
    repeats: 4,
    seed: 20261114,
  })
}
