import { deployedInputs } from '../kit/deployed-inputs.ts'
import { findModel } from '../kit/find-model.ts'
import type { Ask, BuiltRequest, HeaderTemplate, RemoteJob, RequestTemplate } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { QueueRequest } from './schemas.ts'

export const headers: Record<string, HeaderTemplate> = {
  authorization: { credential: 'apiKey', prefix: 'Bearer ' },
}

/** A picture is put at ComfyDeploy first: an input takes the address that the upload was given. */
export function buildUpload({ picture }: Ask): RequestTemplate | null {
  if (picture === null) return null
  const multipart = { fields: {}, picture: { field: 'file', fileName: `input.${picture.format}` } }
  return { method: 'POST', path: '/file/upload', headers, body: null, multipart }
}

export function buildSubmit(ask: Ask): BuiltRequest {
  const { workflow, inputs, pictureInput, warnings } = deployedInputs(findModel(descriptor, ask), ask)
  const body = QueueRequest.parse({
    deployment_id: workflow.reference,
    inputs: { ...inputs, ...(pictureInput !== null && ask.uploaded !== null && { [pictureInput]: ask.uploaded }) },
  })
  return {
    request: {
      method: 'POST',
      path: '/run/deployment/queue',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    },
    warnings,
  }
}

export function buildPoll({ jobId }: RemoteJob): RequestTemplate {
  return { method: 'GET', path: `/run/${encodeURIComponent(jobId)}`, headers, body: null }
}

export function buildCancel({ jobId }: RemoteJob): RequestTemplate {
  return { method: 'POST', path: `/run/${encodeURIComponent(jobId)}/cancel`, headers, body: null }
}
