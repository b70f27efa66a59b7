import type { ComfyGraph, ComfyWorkflow } from '#shared/domain/workflow.ts'
import { applyBindings } from '../kit/comfy/apply-bindings.ts'
import { bindingValues } from '../kit/comfy/binding-values.ts'
import { limitToBound } from '../kit/comfy/limit-to-bound.ts'
import { findModel } from '../kit/find-model.ts'
import { fitParameters } from '../kit/fit-parameters.ts'
import type { Ask, BuiltRequest, HeaderTemplate, RemoteJob, RequestTemplate } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { JobRequest } from './schemas.ts'

export const headers: Record<string, HeaderTemplate> = {
  authorization: { credential: 'apiKey', prefix: 'Bearer ' },
}

const JOBS = '/api/v2/jobs'

/** A picture becomes an asset first. The server wants the texts of the form before the file. */
export function buildUpload({ picture }: Ask): RequestTemplate | null {
  if (picture === null) return null
  const fileName = `${picture.sha256}.${picture.format}`
  const multipart = {
    fields: { content_type: `image/${picture.format}`, file_path: fileName },
    picture: { field: 'file', fileName },
  }
  return { method: 'POST', path: '/api/v2/assets', headers, body: null, multipart }
}

export function buildSubmit(ask: Ask): BuiltRequest {
  const workflow = graphOf(ask)
  const { values, warnings } = fitParameters(limitToBound(findModel(descriptor, ask), workflow), ask)
  const graph = applyBindings(workflow, bindingValues(ask, values))
  const body = JobRequest.parse({ workflow: ask.uploaded === null ? graph : putPicture(graph, workflow, ask.uploaded) })
  return {
    request: { method: 'POST', path: JOBS, headers: { ...headers, 'content-type': 'application/json' }, body },
    warnings,
  }
}

/** Follows the job's own link: a deployment serves its jobs under an address of its own. */
export function buildPoll(job: RemoteJob): RequestTemplate {
  return { method: 'GET', path: jobPath(job), headers, body: null }
}

export function buildCancel(job: RemoteJob): RequestTemplate {
  return { method: 'POST', path: `${jobPath(job)}/cancel`, headers, body: null }
}

/** The bytes of an output. The address in the job may be signed for another host; this one asks with the credentials. */
export function fetchAsset(assetId: string): RequestTemplate {
  return { method: 'GET', path: `/api/v2/assets/${encodeURIComponent(assetId)}/content`, headers, body: null }
}

/** The graph of an ask. Plans are checked before, so that any other workflow is a mistake in Assay, and is thrown. */
export function graphOf({ workflow }: Pick<Ask, 'workflow'>): ComfyWorkflow {
  if (workflow?.kind !== 'comfyui') throw new Error('An ask came without the ComfyUI workflow that its model needs.')
  return workflow
}

function jobPath({ jobId, statusUrl }: RemoteJob): string {
  return statusUrl?.replace(/\/$/, '') ?? `${JOBS}/${encodeURIComponent(jobId)}`
}

/** An asset stands where a file name would. */
function putPicture(graph: ComfyGraph, { bindings }: ComfyWorkflow, assetId: string): ComfyGraph {
  const changed = { ...graph }
  for (const { nodeId, input } of bindings.image ?? []) {
    const node = changed[nodeId]
    if (node === undefined)
      throw new Error(`The binding of the picture leads to node ${nodeId}, which the workflow lacks.`)
    changed[nodeId] = { ...node, inputs: { ...node.inputs, [input]: { __type: 'core/ASSET', info: { id: assetId } } } }
  }
  return changed
}
