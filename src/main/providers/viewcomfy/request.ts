import { deployedInputs, deployedWorkflowOf } from '../kit/deployed-inputs.ts'
import { findModel } from '../kit/find-model.ts'
import type { Ask, BuiltRequest, HeaderTemplate, RemoteJob, RequestTemplate } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'

const headers: Record<string, HeaderTemplate> = {
  client_id: { credential: 'clientId' },
  client_secret: { credential: 'clientSecret' },
}

/** The caller names the run by a UUID; a picture is a part of the form under the name of its input. */
export function buildSubmit(ask: Ask): BuiltRequest {
  const { workflow, inputs, pictureInput, warnings } = deployedInputs(findModel(descriptor, ask), ask)
  const multipart = {
    fields: {
      params: JSON.stringify(inputs),
      prompt_id: { $fresh: 'uuid' as const },
      view_comfy_api_url: workflow.reference,
    },
    picture:
      pictureInput === null || ask.picture === null
        ? null
        : { field: pictureInput, fileName: `input.${ask.picture.format}` },
  }
  return { request: { method: 'POST', path: '/api/workflow/infer', headers, body: null, multipart }, warnings }
}

export function buildPoll({ jobId }: RemoteJob): RequestTemplate {
  return askAfter(jobId)
}

/** The results of a run, if it has ended. */
export function askAfter(jobId: string): RequestTemplate {
  const query = new URLSearchParams({ prompt_ids: jobId })
  return { method: 'GET', path: `/api/workflow/infer/?${query.toString()}`, headers, body: null }
}

/** The two official examples name the fields differently: both are sent. */
export function buildCancel({ jobId }: RemoteJob, ask: Ask): RequestTemplate {
  const { reference } = deployedWorkflowOf(ask)
  return {
    method: 'POST',
    path: '/api/workflow/infer/cancel',
    headers: { ...headers, 'content-type': 'application/json' },
    body: { promptId: jobId, viewComfyApiUrl: reference, prompt_id: jobId, view_comfy_api_url: reference },
  }
}
