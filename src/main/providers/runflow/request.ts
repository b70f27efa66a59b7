import { deployedInputs } from '../kit/deployed-inputs.ts'
import { findModel } from '../kit/find-model.ts'
import {
  pictureAs,
  type Ask,
  type BuiltRequest,
  type HeaderTemplate,
  type RemoteJob,
  type RequestTemplate,
} from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { RunRequest } from './schemas.ts'

/** The organization follows from the key where it is not named. */
export const headers: Record<string, HeaderTemplate> = {
  authorization: { credential: 'apiKey', prefix: 'Bearer ' },
  'x-organization-id': { credential: 'organizationId' },
}

export function buildSubmit(ask: Ask): BuiltRequest {
  const { workflow, inputs, pictureInput, warnings } = deployedInputs(findModel(descriptor, ask), ask)
  const input = { ...inputs, ...(pictureInput !== null && { [pictureInput]: pictureAs('data-uri') }) }
  return {
    request: {
      method: 'POST',
      path: runsPath(workflow.reference),
      headers: { ...headers, 'content-type': 'application/json' },
      body: RunRequest.parse({ input }),
    },
    warnings,
  }
}

export function buildPoll({ jobId }: RemoteJob): RequestTemplate {
  return { method: 'GET', path: `/v1/runs/${encodeURIComponent(jobId)}`, headers, body: null }
}

/** `acme/hero` is a deployed workflow, `models/acme/flux/dev` a model of the gateway, whose slug may hold slashes. */
function runsPath(reference: string): string {
  const path = reference.split('/').map(encodeURIComponent).join('/')
  return reference.startsWith('models/') ? `/v1/${path}/runs` : `/v1/comfyui-workflows/${path}/runs`
}
