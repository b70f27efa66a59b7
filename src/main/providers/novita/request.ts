import type { ParameterWarning } from '#shared/domain/generation.ts'
import { findModel } from '../kit/find-model.ts'
import { fitParameters, type FittedParameters } from '../kit/fit-parameters.ts'
import { fitPictureSize } from '../kit/fit-picture-size.ts'
import {
  pictureAs,
  type Ask,
  type BuiltRequest,
  type HeaderTemplate,
  type RemoteJob,
  type RequestTemplate,
} from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { checkpointOf, DEFAULT_SAMPLER, describeModel, SIDES } from './models.ts'
import {
  FluxSchnellRequest,
  ImageToImageRequest,
  QwenImageRequest,
  RemoveBackgroundRequest,
  TextToImageRequest,
  UpscaleRequest,
} from './schemas.ts'

export const authorization: HeaderTemplate = { credential: 'apiKey', prefix: 'Bearer ' }
const headers = { authorization, 'content-type': 'application/json' }

type Call = Pick<RequestTemplate, 'path' | 'body'>
type BuildCall = (ask: Ask, values: FittedParameters) => Call

/** Calls of models that have one of their own; every other one is text to image with a checkpoint. */
const CALLS: Readonly<Record<string, BuildCall>> = {
  'flux-1-schnell': (ask, { width, height, steps, seed, format }) => ({
    path: '/v3beta/flux-1-schnell',
    body: FluxSchnellRequest.parse({
      prompt: ask.prompt,
      width,
      height,
      steps,
      image_num: 1,
      seed,
      ...(format !== null && { response_image_type: format, response_image_format: format }),
    }),
  }),
  'qwen-image': (ask, { width, height }) => ({
    path: '/v3/async/qwen-image-txt2img',
    body: QwenImageRequest.parse({ prompt: ask.prompt, size: `${width}*${height}` }),
  }),
  'remove-background': (_, { format }) => ({
    path: '/v3/remove-background',
    body: RemoveBackgroundRequest.parse({ image_file: pictureAs('base64'), extra: extra(format) }),
  }),
  upscale: (_, { scale, format }) => ({
    path: '/v3/async/upscale',
    body: UpscaleRequest.parse({
      extra: extra(format),
      request: { model_name: 'RealESRNet_x4plus', image_base64: pictureAs('base64'), scale_factor: scale },
    }),
  }),
}

export function buildSubmit(ask: Ask): BuiltRequest {
  const model = findModel(descriptor, ask, describeModel)
  const { values, warnings } = fitParameters(model, ask)
  const { call, warnings: more } =
    model.task === 'image-to-image'
      ? imageToImage(ask, values)
      : { call: (CALLS[model.id] ?? textToImage)(ask, values), warnings: [] }
  return { request: { method: 'POST', headers, ...call }, warnings: [...warnings, ...more] }
}

export function buildPoll(job: RemoteJob): RequestTemplate {
  const query = new URLSearchParams({ task_id: job.jobId })
  return { method: 'GET', path: `/v3/async/task-result?${query.toString()}`, headers: { authorization }, body: null }
}

function textToImage(ask: Ask, values: FittedParameters): Call {
  const { width, height } = values
  const body = { extra: extra(values.format), request: { ...diffusion(ask, values), width, height } }
  return { path: '/v3/async/txt2img', body: TextToImageRequest.parse(body) }
}

function imageToImage(ask: Ask, values: FittedParameters): { call: Call; warnings: ParameterWarning[] } {
  const { width, height, warnings } = fitPictureSize(findModel(descriptor, ask), ask, SIDES)
  const body = ImageToImageRequest.parse({
    extra: extra(values.format),
    request: {
      ...diffusion(ask, values),
      width,
      height,
      image_base64: pictureAs('base64'),
      strength: values.strength,
    },
  })
  return { call: { path: '/v3/async/img2img', body }, warnings }
}

function diffusion({ prompt, modelId }: Ask, values: FittedParameters): Record<string, unknown> {
  const { negativePrompt, steps, seed, guidance, sampler, loras } = values
  return {
    model_name: checkpointOf(modelId),
    prompt,
    ...(negativePrompt !== null && { negative_prompt: negativePrompt }),
    image_num: 1,
    steps,
    seed,
    guidance_scale: guidance,
    sampler_name: sampler ?? DEFAULT_SAMPLER,
    ...(loras.length > 0 && { loras: loras.map(({ path, scale }) => ({ model_name: path, strength: scale })) }),
  }
}

function extra(format: string | null): Record<string, unknown> {
  return format === null ? {} : { response_image_type: format }
}
