import type { ParameterWarning } from '#shared/domain/generation.ts'
import { findModel } from '../kit/find-model.ts'
import { fitParameters, type FittedParameters } from '../kit/fit-parameters.ts'
import type { Ask, BuiltRequest, HeaderTemplate } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { AspectRatio, FastFluxSchnellRequest, FluxSchnellRequest, SdxlRequest } from './schemas.ts'

// Without the content type Segmind answers 406.
const headers: Record<string, HeaderTemplate> = {
  'x-api-key': { credential: 'apiKey' },
  'content-type': 'application/json',
}

export function buildSubmit(ask: Ask): BuiltRequest {
  const model = findModel(descriptor, ask)
  const fitted = fitParameters(model, ask)
  const { body, warnings } =
    model.id === 'fast-flux-schnell'
      ? fastFluxSchnell(ask, fitted.values, fitted.warnings)
      : { body: (model.id === 'flux-schnell' ? fluxSchnell : sdxl)(ask, fitted.values), warnings: fitted.warnings }
  return { request: { method: 'POST', path: `/v1/${model.id}`, headers, body }, warnings }
}

function sdxl(ask: Ask, values: FittedParameters): Record<string, unknown> {
  return SdxlRequest.parse({
    prompt: ask.prompt,
    ...(values.negativePrompt !== null && { negative_prompt: values.negativePrompt }),
    samples: 1,
    ...(values.steps !== null && { num_inference_steps: values.steps }),
    guidance_scale: values.guidance,
    seed: values.seed,
    img_width: values.width,
    img_height: values.height,
    base64: false,
  })
}

function fluxSchnell(ask: Ask, { steps, seed, width, height }: FittedParameters): Record<string, unknown> {
  return FluxSchnellRequest.parse({ prompt: ask.prompt, steps, seed, samples: 1, width, height })
}

/** This model takes a shape instead of a size, so width and height are never sent as asked, not even 1024 × 1024. */
function fastFluxSchnell(
  ask: Ask,
  { steps, seed }: FittedParameters,
  warnings: readonly ParameterWarning[],
): { body: Record<string, unknown>; warnings: ParameterWarning[] } {
  const ratio = nearestAspectRatio(ask.parameters.width, ask.parameters.height)
  return {
    body: FastFluxSchnellRequest.parse({ prompt: ask.prompt, steps, seed, aspect_ratio: ratio, base64: false }),
    warnings: warnings.map((warning) =>
      warning.parameter === 'width' || warning.parameter === 'height'
        ? {
            ...warning,
            action: 'changed',
            sent: `aspect_ratio ${ratio}`,
            reason: 'Fast FLUX.1 [schnell] takes an aspect ratio; Segmind chooses the size',
          }
        : warning,
    ),
  }
}

/** The ratio that differs least as a factor, so that twice as wide and half as wide are equally far. */
function nearestAspectRatio(width: number, height: number): AspectRatio {
  const asked = Math.log(width / height)
  const distance = (ratio: AspectRatio): number => {
    const [across = 1, down = 1] = ratio.split(':').map(Number)
    return Math.abs(Math.log(across / down) - asked)
  }
  return AspectRatio.options.reduce((best, ratio) => (distance(ratio) < distance(best) ? ratio : best))
}
