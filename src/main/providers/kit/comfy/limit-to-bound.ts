import type { ParameterRange } from '#shared/domain/generation.ts'
import type { Model } from '#shared/domain/provider.ts'
import type { ComfyWorkflow, WorkflowContent } from '#shared/domain/workflow.ts'

/**
 * The model with the parameters that its workflow really takes: what is bound to no place can't be set, and is dropped with a
 * warning like any parameter that a model does not take. It takes as many LoRAs as there are loaders.
 */
export function limitToBound(model: Model, workflow: WorkflowContent | null): Model {
  const bound: ComfyWorkflow['bindings'] = workflow?.kind === 'comfyui' ? workflow.bindings : {}
  const parameters = model.parameters
    .filter(({ name }) => Object.hasOwn(bound, name))
    .map((range): ParameterRange => {
      if (range.kind !== 'loras') return range
      return { ...range, maximumCount: Math.min(range.maximumCount, bound.loras?.length ?? range.maximumCount) }
    })
  return { ...model, parameters }
}
