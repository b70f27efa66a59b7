import type { Model } from '#shared/domain/provider.ts'
import type { WorkflowContent, WorkflowInput } from '#shared/domain/workflow.ts'

/**
 * The model with the parameters that its workflow really takes: what is bound to no place can't be set, and is dropped with a
 * warning like any parameter that a model does not take.
 */
export function limitToBound(model: Model, workflow: WorkflowContent | null): Model {
  const bound: Partial<Record<WorkflowInput, unknown>> = workflow?.kind === 'comfyui' ? workflow.bindings : {}
  return { ...model, parameters: model.parameters.filter(({ name }) => Object.hasOwn(bound, name)) }
}
