import type { Model } from '#shared/domain/provider.ts'
import type { WorkflowContent } from '#shared/domain/workflow.ts'
import { checkComfyWorkflow, type WorkflowProblem } from '../kit/comfy/check-comfy-workflow.ts'
import { descriptor } from './descriptor.ts'

/** What ComfyUI lists as weights. */
const WEIGHTS = /\.(safetensors|sft|ckpt|pt|pth|gguf)$/i

/** A checkpoint by its file name: the workflow is run with it, so that checkpoints can be compared in one workflow. */
export function describeModel(modelId: string): Model | null {
  const [workflow] = descriptor.models
  if (workflow === undefined || !WEIGHTS.test(modelId)) return null
  const name = modelId.replace(/^.*[/\\]/, '').replace(WEIGHTS, '')
  return { ...workflow, id: modelId, name, family: name.toLowerCase() }
}

export function checkWorkflow(
  workflow: WorkflowContent,
  model: Pick<Model, 'name' | 'task'> & { id?: string },
): WorkflowProblem[] {
  const problems = checkComfyWorkflow(workflow, model)
  const isCheckpoint = model.id !== undefined && WEIGHTS.test(model.id)
  if (!isCheckpoint || workflow.kind !== 'comfyui' || workflow.bindings.checkpoint !== undefined) return problems
  const message = `${model.name} is a checkpoint, and the workflow says nowhere where it goes: bind \`checkpoint\`.`
  return [...problems, { path: 'bindings.checkpoint', message }]
}
