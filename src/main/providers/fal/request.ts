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
import { appOf, describeModel } from './models.ts'
import { EndpointInput } from './schemas.ts'

export const authorization: HeaderTemplate = { credential: 'apiKey', prefix: 'Key ' }

/** Endpoints whose names for a field are not the common ones. */
const OWN_NAMES: Readonly<Record<string, { format?: 'format'; scale?: 'upscale_factor'; strength?: 'creativity' }>> = {
  'fal-ai/fast-sdxl': { format: 'format' },
  'fal-ai/stable-diffusion-v15': { format: 'format' },
  'fal-ai/clarity-upscaler': { scale: 'upscale_factor', strength: 'creativity' },
  'fal-ai/aura-sr': { scale: 'upscale_factor' },
}

/** Endpoints that change a picture and take a prompt nevertheless. */
const GUIDED_BY_PROMPT = new Set(['fal-ai/clarity-upscaler', 'fal-ai/flux/dev/image-to-image'])

export function buildSubmit(ask: Ask): BuiltRequest {
  const model = findModel(descriptor, ask, describeModel)
  const { values, warnings } = fitParameters(model, ask)
  const { width, height } = values
  const names = OWN_NAMES[model.id] ?? {}
  const body = EndpointInput.parse({
    ...((model.task === 'generate' || GUIDED_BY_PROMPT.has(model.id)) && { prompt: ask.prompt }),
    ...(model.task !== 'generate' && { image_url: pictureAs('data-uri') }),
    ...(width !== null && height !== null && { image_size: { width, height } }),
    ...(values.negativePrompt !== null && { negative_prompt: values.negativePrompt }),
    ...(values.steps !== null && { num_inference_steps: values.steps }),
    ...(values.guidance !== null && { guidance_scale: values.guidance }),
    ...(values.seed !== null && { seed: values.seed }),
    ...(values.loras.length > 0 && { loras: values.loras }),
    ...(values.strength !== null && { [names.strength ?? 'strength']: values.strength }),
    ...(values.scale !== null && { [names.scale ?? 'scale']: values.scale }),
    ...(values.format !== null && { [names.format ?? 'output_format']: values.format }),
  })
  const headers = { authorization, 'content-type': 'application/json' }
  return { request: { method: 'POST', path: `/${model.id}`, headers, body }, warnings }
}

/**
 * Asks for the status and, once the job has a `statusUrl` (see `readPoll`), for the result. The addresses in fal's replies
 * are not followed: a proxy in front of it would be passed by, and with it the origin that the key is for.
 */
export function buildPoll(job: RemoteJob, ask: Ask): RequestTemplate {
  const path = job.statusUrl ?? `${pathOf(job, ask)}/status?logs=0`
  return { method: 'GET', path, headers: { authorization }, body: null }
}

export function buildCancel(job: RemoteJob, ask: Ask): RequestTemplate {
  return { method: 'PUT', path: `${pathOf(job, ask)}/cancel`, headers: { authorization }, body: null }
}

function pathOf({ jobId }: RemoteJob, { modelId }: Ask): string {
  return `/${appOf(modelId)}/requests/${encodeURIComponent(jobId)}`
}
