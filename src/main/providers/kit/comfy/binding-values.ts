import type { Lora } from '#shared/domain/generation.ts'
import type { WorkflowInput } from '#shared/domain/workflow.ts'
import type { Ask } from '../../provider-adapter.ts'
import type { FittedParameters } from '../fit-parameters.ts'

/** What to set, in canonical names and units. An absent input keeps what the graph holds; so does null. */
export type BindingValues = Readonly<
  Partial<Record<Exclude<WorkflowInput, 'loras'>, string | number | null>> & { loras?: readonly Lora[] | null }
>

/** What is asked of a graph: prompt and fitted parameters. The picture and the checkpoint are called by each server's own names. */
export function bindingValues({ prompt, parameters }: Ask, values: FittedParameters): BindingValues {
  return {
    prompt,
    negativePrompt: values.negativePrompt,
    seed: values.seed,
    width: values.width,
    height: values.height,
    steps: values.steps,
    guidance: values.guidance,
    sampler: values.sampler,
    strength: values.strength,
    scale: values.scale,
    // An empty list says that none is wanted; where nothing was said of LoRAs, those in the graph stay.
    loras: parameters.loras === undefined ? null : values.loras,
  }
}
