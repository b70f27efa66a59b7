import type { ComfyWorkflow } from '#shared/domain/workflow.ts'
import { applyBindings } from '../kit/comfy/apply-bindings.ts'
import { bindingValues } from '../kit/comfy/binding-values.ts'
import { limitToBound } from '../kit/comfy/limit-to-bound.ts'
import { findModel } from '../kit/find-model.ts'
import { fitParameters } from '../kit/fit-parameters.ts'
import { hostAuthorization, hostOwnHeader } from '../kit/host-credentials.ts'
import type { Ask, BuiltRequest, RemoteJob, RequestTemplate } from '../provider-adapter.ts'
import { describeModel } from './describe-model.ts'
import { descriptor } from './descriptor.ts'
import { PromptRequest } from './schemas.ts'

/** What every request carries. No Origin: a server on a loopback name refuses one that is not its own (403, empty body). */
const plain = { headers: hostAuthorization, ownHeader: hostOwnHeader, body: null }
const json = { ...plain, headers: { ...hostAuthorization, 'content-type': 'application/json' } }

/** The graph with everything bound that is asked. The checkpoint is set only where the model of the ask is one. */
export function graphOf(ask: Ask): { graph: ComfyWorkflow['graph']; warnings: BuiltRequest['warnings'] } {
  const workflow = workflowOf(ask)
  const model = findModel(descriptor, ask, describeModel)
  const { values, warnings } = fitParameters(limitToBound(model, workflow), ask)
  const listed = descriptor.models.some(({ id }) => id === model.id)
  const graph = applyBindings(workflow, {
    ...bindingValues(ask, values),
    checkpoint: listed ? null : model.id,
    image: ask.uploaded,
  })
  return { graph, warnings }
}

export function buildSubmit(ask: Ask): BuiltRequest {
  const { graph, warnings } = graphOf(ask)
  const body = PromptRequest.parse({
    prompt: graph,
    ...(ask.clientId !== null && { client_id: ask.clientId }),
    // Its own name for the job lets a listener know it before the reply has come.
    ...(ask.attemptId !== undefined && { prompt_id: ask.attemptId }),
  })
  return { request: { ...json, method: 'POST', path: '/prompt', body }, warnings }
}

export function buildPoll({ jobId }: RemoteJob): RequestTemplate {
  return { ...plain, method: 'GET', path: `/history/${encodeURIComponent(jobId)}` }
}

/**
 * null for a task that needs no picture. A name of this try alone keeps the server from answering with what it made of the
 * same picture before: its cache goes by the inputs of nodes, of which the name is one.
 */
export function buildUpload({ picture, attemptId }: Ask): RequestTemplate | null {
  if (picture === null) return null
  const name = ['assay', picture.sha256.slice(0, 16), ...(attemptId === undefined ? [] : [attemptId])].join('-')
  const fileName = `${name}.${picture.format}`
  const multipart = { fields: { type: 'input', overwrite: 'true' }, picture: { field: 'image', fileName } }
  return { ...plain, method: 'POST', path: '/upload/image', multipart }
}

export function buildView(picture: { filename: string; subfolder: string; type: string }): RequestTemplate {
  return { ...plain, method: 'GET', path: `/view?${new URLSearchParams(picture).toString()}` }
}

/** Interrupts the job if it is the one that runs; does nothing to one that waits (see `buildSecondCancel`). */
export function buildCancel({ jobId }: RemoteJob): RequestTemplate {
  return { ...json, method: 'POST', path: '/interrupt', body: { prompt_id: jobId } }
}

/** Takes the job out of the queue if it waits there. */
export function buildSecondCancel({ jobId }: RemoteJob): RequestTemplate {
  return { ...json, method: 'POST', path: '/queue', body: { delete: [jobId] } }
}

export const systemStats: RequestTemplate = { ...plain, method: 'GET', path: '/system_stats' }
export const objectInfo: RequestTemplate = { ...plain, method: 'GET', path: '/object_info' }
export const checkpoints: RequestTemplate = { ...plain, method: 'GET', path: '/models/checkpoints' }

/** Plans are checked before, so that another workflow is a mistake in Assay, and is thrown. */
export function workflowOf({ workflow }: Pick<Ask, 'workflow'>): ComfyWorkflow {
  if (workflow?.kind !== 'comfyui') throw new Error('An ask for ComfyUI came without a ComfyUI workflow.')
  return workflow
}
