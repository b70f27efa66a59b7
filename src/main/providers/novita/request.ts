import { findModel } from '../kit/find-model.ts'
import { fitParameters } from '../kit/fit-parameters.ts'
import type { Ask, BuiltRequest, HeaderTemplate, RemoteJob, RequestTemplate } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { FluxSchnellRequest, TextToImageRequest } from './schemas.ts'

const authorization: HeaderTemplate = { credential: 'apiKey', prefix: 'Bearer ' }
const headers = { authorization, 'content-type': 'application/json' }

export function buildSubmit(ask: Ask): BuiltRequest {
  const model = findModel(descriptor, ask)
  const { values, warnings } = fitParameters(model, ask)
  const { width, height, steps, seed } = values
  if (model.execution === 'synchronous') {
    const body = FluxSchnellRequest.parse({
      prompt: ask.prompt,
      width,
      height,
      steps,
      image_num: 1,
      seed,
      ...(values.format !== null && { response_image_type: values.format, response_image_format: values.format }),
    })
    return { request: { method: 'POST', path: '/v3beta/flux-1-schnell', headers, body }, warnings }
  }
  const body = TextToImageRequest.parse({
    extra: { ...(values.format !== null && { response_image_type: values.format }) },
    request: {
      model_name: 'sd_xl_base_1.0.safetensors',
      prompt: ask.prompt,
      ...(values.negativePrompt !== null && { negative_prompt: values.negativePrompt }),
      width,
      height,
      image_num: 1,
      steps,
      seed,
      guidance_scale: values.guidance,
      sampler_name: 'Euler a',
    },
  })
  return { request: { method: 'POST', path: '/v3/async/txt2img', headers, body }, warnings }
}

export function buildPoll(job: RemoteJob): RequestTemplate {
  const query = new URLSearchParams({ task_id: job.jobId })
  return { method: 'GET', path: `/v3/async/task-result?${query.toString()}`, headers: { authorization }, body: null }
}
