import { findModel } from '../kit/find-model.ts'
import { fitParameters } from '../kit/fit-parameters.ts'
import type { Ask, BuiltRequest, HeaderTemplate, RemoteJob, RequestTemplate } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { GenerationRequest } from './schemas.ts'

export const SUBMIT_PATH = '/v1/images/generations'

/** The proxy token is asked for on every hop of the redirect chain; a public endpoint goes without. */
export const proxyToken: Record<string, HeaderTemplate> = {
  'modal-key': { credential: 'key' },
  'modal-secret': { credential: 'secret' },
}

export function buildSubmit(ask: Ask): BuiltRequest {
  const { values, warnings } = fitParameters(findModel(descriptor, ask), ask)
  const body = GenerationRequest.parse({
    model: ask.modelId,
    prompt: ask.prompt,
    n: 1,
    size: `${values.width}x${values.height}`,
    response_format: 'b64_json',
    ...(values.format !== null && { output_format: values.format }),
    seed: values.seed,
    num_inference_steps: values.steps,
    ...(values.guidance !== null && { guidance_scale: values.guidance }),
    ...(values.negativePrompt !== null && { negative_prompt: values.negativePrompt }),
  })
  const headers = { ...proxyToken, 'content-type': 'application/json' }
  return { request: { method: 'POST', path: SUBMIT_PATH, headers, body }, warnings }
}

/** A POST to the place of the result is answered with 400: it is asked with GET and no body. */
export function buildPoll(job: RemoteJob): RequestTemplate {
  return { method: 'GET', path: job.statusUrl ?? SUBMIT_PATH, headers: proxyToken, body: null }
}
