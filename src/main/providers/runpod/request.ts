import type { WorkflowContent } from '#shared/domain/workflow.ts'
import type { Model } from '#shared/domain/provider.ts'
import { applyBindings } from '../kit/comfy/apply-bindings.ts'
import { bindingValues } from '../kit/comfy/binding-values.ts'
import { checkComfyWorkflow } from '../kit/comfy/check-comfy-workflow.ts'
import { limitToBound } from '../kit/comfy/limit-to-bound.ts'
import {
  checkDeployedWorkflow,
  deployedInputs,
  deployedWorkflowOf,
  type WorkflowProblem,
} from '../kit/deployed-inputs.ts'
import { findModel } from '../kit/find-model.ts'
import { fitParameters } from '../kit/fit-parameters.ts'
import {
  pictureAs,
  type Ask,
  type BuiltRequest,
  type HeaderTemplate,
  type RemoteJob,
  type RequestTemplate,
} from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { ENDPOINT_ID, findOwnWorker } from './own-workers.ts'
import { findPublicModel } from './public-models.ts'
import { RunRequest } from './schemas.ts'

export const authorization: HeaderTemplate = { credential: 'apiKey', prefix: 'Bearer ' }
const json = { authorization, 'content-type': 'application/json' }

/** A model of the team's own; null for any other id that is not listed. */
export function describeModel(modelId: string): Model | null {
  return findOwnWorker(modelId)?.model ?? null
}

export function checkWorkflow(workflow: WorkflowContent, model: Pick<Model, 'name' | 'task'>): WorkflowProblem[] {
  if (workflow.kind === 'comfyui') return checkComfyWorkflow(workflow, model)
  const reference = { pattern: ENDPOINT_ID, expected: 'its endpoint id, of lower-case letters and digits' }
  return checkDeployedWorkflow(workflow, model, { name: descriptor.name, reference })
}

/**
 * The job is put into the queue and asked after: `/runsync` would hold the line for 90 s at most and fall back to the queue
 * anyway, and a job in the queue has an id that can be stopped.
 */
export function buildSubmit(ask: Ask): BuiltRequest {
  const { input, warnings } = inputOf(ask)
  const body = RunRequest.parse({ input })
  return { request: { method: 'POST', path: `/${endpointOf(ask)}/run`, headers: json, body }, warnings }
}

export function buildPoll({ jobId }: RemoteJob, ask: Ask): RequestTemplate {
  const path = `/${endpointOf(ask)}/status/${encodeURIComponent(jobId)}`
  return { method: 'GET', path, headers: { authorization }, body: null }
}

export function buildCancel({ jobId }: RemoteJob, ask: Ask): RequestTemplate {
  const path = `/${endpointOf(ask)}/cancel/${encodeURIComponent(jobId)}`
  return { method: 'POST', path, headers: json, body: {} }
}

/** The part of the address that names the endpoint: in the model's id, or in the workflow of a worker of any make. */
function endpointOf(ask: Ask): string {
  const own = findOwnWorker(ask.modelId)
  if (own === null) return ask.modelId
  return encodeURIComponent(own.endpointId ?? deployedWorkflowOf(ask).reference)
}

type Input = Pick<BuiltRequest, 'warnings'> & { input: Record<string, unknown> }

function inputOf(ask: Ask): Input {
  const own = findOwnWorker(ask.modelId)
  if (own === null) return publicInput(ask)
  if (own.kind === 'comfyui') return comfyInput(own.model, ask)
  return own.kind === 'a1111' ? a1111Input(own.model, ask) : workerInput(own.model, ask)
}

function publicInput(ask: Ask): Input {
  const spelling = findPublicModel(ask.modelId)
  if (spelling === null) throw new Error(`${descriptor.name} runs no model ${ask.modelId} itself.`)
  const { values, warnings } = fitParameters(findModel(descriptor, ask), ask)
  const { width, height, steps, guidance, negativePrompt, seed, format } = values
  const input = {
    prompt: ask.prompt,
    ...(negativePrompt !== null && { negative_prompt: negativePrompt }),
    ...(spelling.size === 'sides' ? { width, height } : { size: `${width}*${height}` }),
    ...(steps !== null && { num_inference_steps: steps }),
    ...(guidance !== null && { guidance }),
    seed,
    ...(spelling.formatField !== null && format !== null && { [spelling.formatField]: format }),
    ...(spelling.task !== 'generate' && { image: pictureAs('data-uri') }),
  }
  return { input, warnings }
}

function comfyInput(model: Model, ask: Ask): Input {
  const { workflow, picture } = ask
  if (workflow?.kind !== 'comfyui') throw new Error('An ask came without the graph that its model needs.')
  const { values, warnings } = fitParameters(limitToBound(model, workflow), ask)
  const name = picture === null ? null : `assay-input.${picture.format}`
  const graph = applyBindings(workflow, {
    ...bindingValues(ask, values),
    image: name,
  })
  return {
    input: { workflow: graph, ...(name !== null && { images: [{ name, image: pictureAs('base64') }] }) },
    warnings,
  }
}

function a1111Input(model: Model, ask: Ask): Input {
  const { values, warnings } = fitParameters(model, ask)
  const input = {
    prompt: ask.prompt,
    negative_prompt: values.negativePrompt ?? '',
    seed: values.seed,
    steps: values.steps,
    cfg_scale: values.guidance,
    width: values.width,
    height: values.height,
    batch_size: 1,
    n_iter: 1,
    ...(values.sampler !== null && { sampler_name: values.sampler }),
  }
  return { input, warnings }
}

function workerInput(model: Model, ask: Ask): Input {
  const { inputs, pictureInput, warnings } = deployedInputs(model, ask)
  return { input: { ...inputs, ...(pictureInput !== null && { [pictureInput]: pictureAs('base64') }) }, warnings }
}
