import { findModel } from '../kit/find-model.ts'
import { fitParameters } from '../kit/fit-parameters.ts'
import type { Ask, BuiltRequest, HeaderTemplate } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { isGptImage, readModelId } from './model-id.ts'
import { describeModel } from './models.ts'
import { ImageRequest } from './schemas.ts'

/** What every call carries; organization and project are left out where they are not set. */
export const authorization: Record<string, HeaderTemplate> = {
  authorization: { credential: 'apiKey', prefix: 'Bearer ' },
  'openai-organization': { credential: 'organization' },
  'openai-project': { credential: 'project' },
}

export function buildSubmit(ask: Ask): BuiltRequest {
  const model = findModel(descriptor, ask, describeModel)
  const choice = readModelId(model.id)
  if (choice === null) throw new Error(`${model.id} is no model id of ${descriptor.name}.`)
  const { values, warnings } = fitParameters(model, ask)
  const body = ImageRequest.parse({
    model: choice.model,
    prompt: model.task === 'remove-background' ? removalPrompt(ask.prompt) : ask.prompt,
    n: 1,
    size: `${values.width}x${values.height}`,
    ...(choice.quality !== null && { quality: choice.quality }),
    ...(values.format !== null && { output_format: values.format }),
    ...(choice.transparent && { background: 'transparent' }),
    ...(!isGptImage(choice.model) && { response_format: 'b64_json' }),
  })
  if (!choice.edit) {
    const headers = { ...authorization, 'content-type': 'application/json' }
    return { request: { method: 'POST', path: '/images/generations', headers, body }, warnings }
  }
  const fields = Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value)]))
  const picture = { field: 'image', fileName: `picture.${ask.picture?.format ?? 'png'}` }
  return {
    request: {
      method: 'POST',
      path: '/images/edits',
      headers: authorization,
      body: null,
      multipart: { fields, picture },
    },
    warnings,
  }
}

/** An edit does what its prompt says, so the removal has to be said. The prompt tells what to keep. */
function removalPrompt(prompt: string): string {
  return `Remove the background and leave the subject exactly as it is. The picture shows: ${prompt}`
}
