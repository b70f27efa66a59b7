import type { ParameterWarning, Task } from '#shared/domain/generation.ts'
import type { Model } from '#shared/domain/provider.ts'
import type { DeployedInput, DeployedWorkflow, WorkflowContent } from '#shared/domain/workflow.ts'
import type { Ask } from '../provider-adapter.ts'
import { fitParameters } from './fit-parameters.ts'

export interface WorkflowProblem {
  path: string
  message: string
}

/** What a deployed workflow is called at a provider, for people and for the check. */
export interface ReferenceRule {
  pattern: RegExp
  /** Ends the sentence "… is called by", e.g. `its deployment id, a UUID`. */
  expected: string
}

/** Without these, what is asked would never reach the workflow. */
const NEEDED: Readonly<Record<Task, readonly DeployedInput[]>> = {
  generate: ['prompt'],
  'image-to-image': ['prompt', 'image'],
  upscale: ['image'],
  'remove-background': ['image'],
}

/**
 * Why a workflow can't be run at a provider of deployed ones: it is of another kind, is called by what can be no name there,
 * or has no input for what the model needs (a prompt to draw from, a picture to change), so that every case would give the same.
 */
export function checkDeployedWorkflow(
  workflow: WorkflowContent,
  model: Pick<Model, 'name' | 'task'>,
  provider: { name: string; reference: ReferenceRule },
): WorkflowProblem[] {
  if (workflow.kind !== 'deployed') {
    const message = `${provider.name} runs workflows that were deployed there. Describe this one as deployed: what it is called there and the names of its inputs.`
    return [{ path: 'kind', message }]
  }
  const problems: WorkflowProblem[] = []
  if (!provider.reference.pattern.test(workflow.reference)) {
    const message = `At ${provider.name}, a workflow is called by ${provider.reference.expected}; "${workflow.reference}" is not one.`
    problems.push({ path: 'reference', message })
  }
  for (const needed of NEEDED[model.task]) {
    if (workflow.inputs[needed] !== undefined) continue
    const what = needed === 'image' ? 'the input picture' : 'the prompt'
    const message = `${model.name} needs ${what}, and the workflow names no input for it: each case would give the same picture.`
    problems.push({ path: `inputs.${needed}`, message })
  }
  const takenBy = new Map<string, string>()
  for (const [input, name] of Object.entries(workflow.inputs)) {
    const other = takenBy.get(name)
    if (other === undefined) takenBy.set(name, input)
    else problems.push({ path: `inputs.${input}`, message: `The input "${name}" is named for ${other} already.` })
  }
  for (const name of Object.keys(workflow.constants)) {
    const input = takenBy.get(name)
    if (input === undefined) continue
    const message = `The input "${name}" is set for each case, as ${input}: a constant would never reach it.`
    problems.push({ path: `constants.${name}`, message })
  }
  return problems
}

/** The deployed workflow of an ask. Plans are checked before, so that any other one is a mistake in Assay, and is thrown. */
export function deployedWorkflowOf({ workflow }: Pick<Ask, 'workflow'>): DeployedWorkflow {
  if (workflow?.kind !== 'deployed') throw new Error('An ask came without the deployed workflow that its model needs.')
  return workflow
}

export interface DeployedInputs {
  workflow: DeployedWorkflow
  /** By the workflow's own names: its constants, and what is asked. The input picture is not among them. */
  inputs: Record<string, string | number | boolean>
  /** The workflow's name of the input picture; null where it takes none or none is asked. */
  pictureInput: string | null
  warnings: ParameterWarning[]
}

/**
 * What is asked in the names of a deployed workflow. Only the parameters that it names an input for are sent; the others are
 * dropped with a warning, or stay with the workflow's own value where they are not asked for.
 */
export function deployedInputs(model: Model, ask: Ask): DeployedInputs {
  const workflow = deployedWorkflowOf(ask)
  const { values, warnings } = fitParameters(limitToWorkflow(model, workflow), ask)
  const asked: Partial<Record<DeployedInput, string | number | null>> = {
    prompt: ask.prompt,
    negativePrompt: values.negativePrompt,
    seed: values.seed,
    width: values.width,
    height: values.height,
    steps: values.steps,
    guidance: values.guidance,
    sampler: values.sampler,
    strength: values.strength,
    scale: values.scale,
  }
  const inputs: DeployedInputs['inputs'] = { ...workflow.constants }
  for (const [input, value] of Object.entries(asked)) {
    const name = workflow.inputs[input as DeployedInput]
    if (name !== undefined && value !== null) inputs[name] = value
  }
  const pictureInput = ask.picture === null ? null : (workflow.inputs.image ?? null)
  return { workflow, inputs, pictureInput, warnings }
}

/** The model as the workflow lets it be asked; warnings then speak of the workflow. */
function limitToWorkflow(model: Model, workflow: DeployedWorkflow): Model {
  const bound = new Set(Object.keys(workflow.inputs))
  return {
    ...model,
    name: `the workflow ${workflow.reference}`,
    parameters: model.parameters.filter(({ name }) => bound.has(name)),
  }
}
