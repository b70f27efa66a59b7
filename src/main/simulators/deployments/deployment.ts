import type { Task } from '#shared/domain/generation.ts'
import type { DeployedWorkflow, WorkflowInput } from '#shared/domain/workflow.ts'
import type { Style } from '../simulator.ts'

/** A workflow that a simulated provider has deployed, with its inputs by the provider's own names. */
export interface Deployment {
  reference: string
  name: string
  task: Task
  /** What Assay calls the model that asks it, for the truth log. */
  modelId: string
  style: Style
  inputs: Partial<Record<WorkflowInput, string>>
  outputId: string
}

const WORKFLOWS: readonly { task: Task; name: string; modelId: string; style: Style; inputs: WorkflowInput[] }[] = [
  {
    task: 'generate',
    name: 'sdxl-hero',
    modelId: 'workflow',
    style: 0,
    inputs: ['prompt', 'negativePrompt', 'seed', 'width', 'height', 'steps', 'guidance'],
  },
  {
    task: 'image-to-image',
    name: 'sdxl-restyle',
    modelId: 'workflow-image-to-image',
    style: 1,
    inputs: ['image', 'prompt', 'negativePrompt', 'seed', 'steps', 'guidance', 'strength'],
  },
  { task: 'upscale', name: 'enlarge', modelId: 'workflow-upscale', style: 0, inputs: ['image', 'scale'] },
  {
    task: 'remove-background',
    name: 'cut-out',
    modelId: 'workflow-remove-background',
    style: 0,
    inputs: ['image'],
  },
]

/** One deployment a task. @param names the provider's names of inputs, by canonical name */
export function deploymentsOf(provider: {
  names: Readonly<Partial<Record<WorkflowInput, string>>>
  outputId: string
  reference: (name: string, index: number) => string
}): Deployment[] {
  return WORKFLOWS.map(({ inputs, ...workflow }, index) => ({
    ...workflow,
    inputs: Object.fromEntries(inputs.map((input) => [input, provider.names[input] ?? input])),
    outputId: provider.outputId,
    reference: provider.reference(workflow.name, index),
  }))
}

/** What a contender must bring to have a deployment run. */
export function describeDeployment({ reference, inputs, outputId }: Deployment): DeployedWorkflow {
  return { kind: 'deployed', reference, inputs, output: outputId, constants: {} }
}
