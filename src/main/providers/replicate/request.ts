import { findModel } from '../kit/find-model.ts'
import { fitParameters, type FittedParameters } from '../kit/fit-parameters.ts'
import {
  pictureAs,
  type Ask,
  type BuiltRequest,
  type HeaderTemplate,
  type RemoteJob,
  type RequestTemplate,
} from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { fluxSizeOf } from './flux-sizes.ts'
import { describeModel, referenceOf } from './models.ts'
import { PredictionInput } from './schemas.ts'

export const authorization: HeaderTemplate = { credential: 'apiToken', prefix: 'Bearer ' }

/** Replicate advises data URIs up to 256 kB; base64 takes four letters for three bytes. */
const LARGEST_INLINE_BYTES = 190_000

/** The one that is held the longest: 60 s. */
const HELD = 'wait=60'

export function buildSubmit(ask: Ask): BuiltRequest {
  const model = findModel(descriptor, ask, describeModel)
  const { values, warnings } = fitParameters(model, ask)
  const { model: path, version } = referenceOf(model.id)
  const takesPrompt = model.task === 'generate' || model.task === 'image-to-image'
  const input = PredictionInput.parse({
    ...(takesPrompt && { prompt: ask.prompt }),
    ...(model.task !== 'generate' && { image: ask.uploaded ?? pictureAs('data-uri') }),
    ...sizeFields(path, values),
    ...(values.steps !== null && { num_inference_steps: values.steps }),
    ...(values.guidance !== null && {
      [path.startsWith('black-forest-labs/') ? 'guidance' : 'guidance_scale']: values.guidance,
    }),
    ...(values.negativePrompt !== null && { negative_prompt: values.negativePrompt }),
    ...(values.sampler !== null && { scheduler: values.sampler }),
    ...(values.strength !== null && { prompt_strength: values.strength }),
    ...(values.scale !== null && { scale: values.scale }),
    ...(values.loras[0] !== undefined && { lora_weights: values.loras[0].path, lora_scale: values.loras[0].scale }),
    ...(values.seed !== null && { seed: values.seed }),
    ...(values.format !== null && { output_format: values.format === 'jpeg' ? 'jpg' : values.format }),
  })
  const headers: Record<string, HeaderTemplate> = { authorization, 'content-type': 'application/json' }
  const request: RequestTemplate =
    version === null
      ? {
          method: 'POST',
          path: `/v1/models/${path}/predictions`,
          headers: { ...headers, prefer: HELD },
          body: { input },
        }
      : { method: 'POST', path: '/v1/predictions', headers, body: { version, input } }
  return { request, warnings }
}

/** The official FLUX.1 models take a shape and an area instead of a size; the others a size. */
function sizeFields(path: string, { width, height }: FittedParameters): Record<string, unknown> {
  if (width === null || height === null) return {}
  const size = path.startsWith('black-forest-labs/') ? fluxSizeOf(width, height) : null
  return size === null ? { width, height } : { aspect_ratio: size.aspectRatio, megapixels: size.megapixels }
}

/** Larger pictures are uploaded first, and named by their address from then on. */
export function buildUpload({ picture }: Ask): RequestTemplate | null {
  if (picture === null || picture.sizeBytes <= LARGEST_INLINE_BYTES) return null
  const multipart = { fields: {}, picture: { field: 'content', fileName: `input.${picture.format}` } }
  return { method: 'POST', path: '/v1/files', headers: { authorization }, body: null, multipart }
}

export function buildPoll({ jobId }: RemoteJob): RequestTemplate {
  return { method: 'GET', path: `/v1/predictions/${encodeURIComponent(jobId)}`, headers: { authorization }, body: null }
}

export function buildCancel({ jobId }: RemoteJob): RequestTemplate {
  const path = `/v1/predictions/${encodeURIComponent(jobId)}/cancel`
  return { method: 'POST', path, headers: { authorization }, body: null }
}
