import type { ParameterWarning } from '#shared/domain/generation.ts'
import type { Model } from '#shared/domain/provider.ts'
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
import { slugOf } from './models.ts'
import {
  AspectRatio,
  BackgroundEraserRequest,
  BackgroundRemovalRequest,
  DiffusionRequest,
  FastFluxSchnellRequest,
  FluxDevRequest,
  FluxSchnellRequest,
  UpscaleRequest,
} from './schemas.ts'

export const key: Record<string, HeaderTemplate> = { 'x-api-key': { credential: 'apiKey' } }
// Without the content type Segmind answers 406.
const headers: Record<string, HeaderTemplate> = { ...key, 'content-type': 'application/json' }

type BuildBody = (ask: Ask, values: FittedParameters) => Record<string, unknown>

/** What each model is sent; those that are not here take the fields of SDXL. */
const BODIES: Readonly<Record<string, BuildBody>> = {
  'flux-schnell': (ask, { steps, seed, sampler, width, height }) =>
    FluxSchnellRequest.parse({
      prompt: ask.prompt,
      steps,
      seed,
      samples: 1,
      ...(sampler !== null && { sampler_name: sampler }),
      width,
      height,
    }),
  'fast-flux-schnell': (ask, { steps, seed }) =>
    FastFluxSchnellRequest.parse({
      prompt: ask.prompt,
      steps,
      seed,
      aspect_ratio: nearestAspectRatio(ask),
      base64: false,
    }),
  'flux-dev': (ask, { steps, seed, guidance, format }) =>
    FluxDevRequest.parse({
      prompt: ask.prompt,
      samples: 1,
      steps,
      guidance,
      seed,
      aspect_ratio: nearestAspectRatio(ask),
      ...(format !== null && { output_format: format === 'jpeg' ? 'jpg' : format }),
    }),
  esrgan: (_, { scale }) => UpscaleRequest.parse({ image: pictureAs('base64'), scale }),
  'background-eraser': () => BackgroundEraserRequest.parse({ image: pictureAs('base64'), base64: false }),
  'bg-removal': () => BackgroundRemovalRequest.parse({ image: pictureAs('base64'), method: 'object' }),
}

/** Models that take a shape instead of a size, so that width and height are never sent as asked, not even 1024 × 1024. */
const SHAPED: ReadonlySet<string> = new Set(['fast-flux-schnell', 'flux-dev'])

export function buildSubmit(ask: Ask): BuiltRequest {
  const model = findModel(descriptor, ask)
  const { values, warnings } = fitParameters(model, ask)
  const slug = slugOf(model.id)
  const body = (BODIES[slug] ?? diffusion)(ask, values)
  const path = `/${model.execution === 'polled' ? 'v2' : 'v1'}/${slug}`
  return {
    request: { method: 'POST', path, headers, body },
    warnings: SHAPED.has(slug) ? warnings.map((warning) => nameShape(warning, model, ask)) : warnings,
  }
}

/** First its state, which is cheap; then, once it is done, the result: `statusUrl` is set for that second question. */
export function buildPoll(job: RemoteJob): RequestTemplate {
  const place = `/v2/requests/${encodeURIComponent(job.jobId)}`
  return { method: 'GET', path: job.statusUrl ?? `${place}/status`, headers: key, body: null }
}

function diffusion(ask: Ask, values: FittedParameters): Record<string, unknown> {
  return DiffusionRequest.parse({
    prompt: ask.prompt,
    ...(values.negativePrompt !== null && { negative_prompt: values.negativePrompt }),
    samples: 1,
    ...(values.sampler !== null && { scheduler: values.sampler }),
    ...(values.steps !== null && { num_inference_steps: values.steps }),
    guidance_scale: values.guidance,
    seed: values.seed,
    img_width: values.width,
    img_height: values.height,
    base64: false,
  })
}

function nameShape(warning: ParameterWarning, model: Model, ask: Ask): ParameterWarning {
  if (warning.parameter !== 'width' && warning.parameter !== 'height') return warning
  const reason = `${model.name} takes an aspect ratio; Segmind chooses the size`
  return { ...warning, action: 'changed', sent: `aspect_ratio ${nearestAspectRatio(ask)}`, reason }
}

/** The ratio that differs least as a factor, so that twice as wide and half as wide are equally far. */
function nearestAspectRatio({ parameters: { width, height } }: Ask): AspectRatio {
  const asked = Math.log(width / height)
  const distance = (ratio: AspectRatio): number => {
    const [across = 1, down = 1] = ratio.split(':').map(Number)
    return Math.abs(Math.log(across / down) - asked)
  }
  return AspectRatio.options.reduce((best, ratio) => (distance(ratio) < distance(best) ? ratio : best))
}
