import { findModel } from '../kit/find-model.ts'
import { fitParameters } from '../kit/fit-parameters.ts'
import type { Ask, BuiltRequest } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { TextToImageRequest } from './schemas.ts'

export function buildSubmit(ask: Ask): BuiltRequest {
  const { values, warnings } = fitParameters(findModel(descriptor, ask), ask)
  const body = TextToImageRequest.parse({
    prompt: ask.prompt,
    negative_prompt: values.negativePrompt ?? '',
    seed: values.seed,
    steps: values.steps,
    cfg_scale: values.guidance,
    width: values.width,
    height: values.height,
    batch_size: 1,
    n_iter: 1,
    // The checkpoint stays loaded: switching back after each picture would load it twice, and be measured.
    override_settings: { sd_model_checkpoint: ask.modelId },
    override_settings_restore_afterwards: false,
    send_images: true,
    save_images: false,
  })
  return {
    request: {
      method: 'POST',
      path: '/sdapi/v1/txt2img',
      headers: {
        authorization: { basic: { username: 'username', password: 'password' } },
        'content-type': 'application/json',
      },
      body,
    },
    warnings,
  }
}
