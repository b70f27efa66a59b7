import { findModel } from '../kit/find-model.ts'
import { fitParameters } from '../kit/fit-parameters.ts'
import { pictureAs, type Ask, type BuiltRequest, type HeaderTemplate } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { describeModel } from './models.ts'
import { GenerationRequest } from './schemas.ts'

export const authorization: HeaderTemplate = { credential: 'apiKey', prefix: 'Bearer ' }

export function buildSubmit(ask: Ask): BuiltRequest {
  const model = findModel(descriptor, ask, describeModel)
  const { values, warnings } = fitParameters(model, ask)
  const body = GenerationRequest.parse({
    model: model.id,
    prompt: ask.prompt,
    n: 1,
    response_format: 'url',
    ...(values.width !== null && { width: values.width }),
    ...(values.height !== null && { height: values.height }),
    ...(values.steps !== null && { steps: values.steps }),
    ...(values.seed !== null && { seed: values.seed }),
    ...(values.guidance !== null && { guidance_scale: values.guidance }),
    ...(values.negativePrompt !== null && { negative_prompt: values.negativePrompt }),
    ...(values.format !== null && { output_format: values.format }),
    ...(values.loras.length > 0 && { image_loras: values.loras }),
    ...(model.task === 'image-to-image' && { image_url: pictureAs('data-uri') }),
  })
  const headers = { authorization, 'content-type': 'application/json' }
  return { request: { method: 'POST', path: '/v1/images/generations', headers, body }, warnings }
}
