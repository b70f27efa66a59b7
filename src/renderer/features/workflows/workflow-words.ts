import type { DeployedInput, WorkflowInput, WorkflowKind } from '#shared/domain/workflow.ts'

/** Inputs as people read them, in the order in which they are shown. */
export const INPUT_WORDS: Record<WorkflowInput, string> = {
  prompt: 'Prompt',
  negativePrompt: 'Negative prompt',
  seed: 'Seed',
  width: 'Width',
  height: 'Height',
  steps: 'Steps',
  guidance: 'Guidance',
  sampler: 'Sampler',
  strength: 'Strength',
  scale: 'Scale',
  checkpoint: 'Checkpoint',
  image: 'Input picture',
  loras: 'LoRA',
}

export const WORKFLOW_INPUTS = Object.keys(INPUT_WORDS) as readonly WorkflowInput[]

/** Those that a deployed workflow can have by a name of its own. */
export const DEPLOYED_INPUTS = WORKFLOW_INPUTS.filter((input): input is DeployedInput => input !== 'loras')

export const WORKFLOW_KIND_WORDS: Record<WorkflowKind, string> = {
  comfyui: 'ComfyUI graph',
  deployed: 'deployed at a provider',
  http: 'HTTP template',
}
