import type { Model } from '#shared/domain/provider.ts'
import type { ComfyWorkflow, WorkflowContent, WorkflowInput } from '#shared/domain/workflow.ts'
import { isLoraLoader } from './find-loras.ts'
import { nodeOf, valueAt } from './graph-links.ts'
import { upscaleFactor } from './upscale-factor.ts'

export interface WorkflowProblem {
  /** Place in the workflow, e.g. `bindings.prompt[0]`. */
  path: string
  message: string
}

/**
 * Why a workflow can't be run for a model, as far as the workflow itself tells: its bindings must lead somewhere, and what the
 * task is about (the prompt, the picture) must have a place. Whether a server can run the graph is `checkGraph`.
 * For `ProviderAdapter.checkWorkflow` of every provider that takes graphs.
 */
export function checkComfyWorkflow(workflow: WorkflowContent, model: Pick<Model, 'name' | 'task'>): WorkflowProblem[] {
  if (workflow.kind !== 'comfyui') {
    return [
      { path: 'kind', message: `${model.name} runs a ComfyUI graph, and this workflow is none. Choose another one.` },
    ]
  }
  return [...checkBindings(workflow), ...missing(workflow.bindings, model)]
}

/** Bindings that lead nowhere, or to a value of another kind. */
export function checkBindings({ graph, bindings, outputNodeId }: ComfyWorkflow): WorkflowProblem[] {
  const problems: WorkflowProblem[] = []
  if (outputNodeId !== null && nodeOf(graph, outputNodeId) === null) {
    problems.push({
      path: 'outputNodeId',
      message: `The workflow has no node ${outputNodeId}: name another output node.`,
    })
  }
  for (const [name, places] of Object.entries(bindings)) {
    for (const [index, { nodeId, input }] of places.entries()) {
      const path = `bindings.${name}[${index}]`
      const node = nodeOf(graph, nodeId)
      if (node === null) problems.push({ path, message: `The workflow has no node ${nodeId}: bind ${name} anew.` })
      else if (!Object.hasOwn(node.inputs, input)) {
        problems.push({
          path,
          message: `Node ${nodeId} (${node.class_type}) has no input ${input}: bind ${name} anew.`,
        })
      } else if (name === 'scale' && upscaleFactor(graph, nodeId) === null) {
        problems.push({
          path,
          message: `How much is enlarged before node ${nodeId} is not known, so it takes no scale.`,
        })
      } else if (name === 'loras' && !isLoraLoader(node)) {
        const message = `Node ${nodeId} (${node.class_type}) is no loader of one LoRA with a strength: it takes none.`
        problems.push({ path, message })
      } else if (isOfWrongType(name as WorkflowInput, valueAt(graph, { nodeId, input }))) {
        const expected = TEXTS.has(name) ? 'a text' : 'a number'
        problems.push({ path, message: `${name} is ${expected}, and ${input} of node ${nodeId} holds something else.` })
      }
    }
  }
  return problems
}

const TEXTS: ReadonlySet<string> = new Set<WorkflowInput>([
  'prompt',
  'negativePrompt',
  'sampler',
  'checkpoint',
  'image',
  'loras',
])

/** A link may be replaced by a value of its kind: what it is linked to is then left out. */
function isOfWrongType(name: WorkflowInput, value: unknown): boolean {
  if (Array.isArray(value)) return false
  return typeof value !== (TEXTS.has(name) ? 'string' : 'number')
}

function missing(bindings: ComfyWorkflow['bindings'], { name, task }: Pick<Model, 'name' | 'task'>): WorkflowProblem[] {
  const lacks = (input: WorkflowInput, why: string): WorkflowProblem[] =>
    bindings[input] === undefined ? [{ path: `bindings.${input}`, message: `${name} ${why}` }] : []
  const prompt = 'draws from a prompt, and the workflow says nowhere where it goes: bind `prompt`.'
  const picture = 'changes a picture, and the workflow says nowhere where it goes: bind `image`.'
  if (task === 'generate') return lacks('prompt', prompt)
  if (task === 'image-to-image') return [...lacks('prompt', prompt), ...lacks('image', picture)]
  return lacks('image', picture)
}
