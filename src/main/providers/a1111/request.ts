import { findModel } from '../kit/find-model.ts'
import { fitParameters, type FittedParameters } from '../kit/fit-parameters.ts'
import { fitPictureSize } from '../kit/fit-picture-size.ts'
import { hostAuthorization, hostOwnHeader } from '../kit/host-credentials.ts'
import { pictureAs, type Ask, type BuiltRequest, type RequestTemplate } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { checkpointOf, describeModel, SIDES } from './models.ts'
import { ImageToImageRequest, TextToImageRequest, UpscaleRequest } from './schemas.ts'

export function buildSubmit(ask: Ask): BuiltRequest {
  const model = findModel(descriptor, ask, describeModel)
  const { values, warnings } = fitParameters(model, ask)
  if (model.task === 'upscale') return { request: upscale(model.id, values), warnings }
  if (model.task === 'image-to-image') {
    const { width, height, warnings: more } = fitPictureSize(model, ask, SIDES)
    return { request: imageToImage(ask, { ...values, width, height }), warnings: [...warnings, ...more] }
  }
  return { request: post('/sdapi/v1/txt2img', TextToImageRequest.parse(drawing(ask, values))), warnings }
}

/** Interrupts what is being drawn at the moment: the API knows no jobs. */
export function buildCancel(): RequestTemplate {
  return post('/sdapi/v1/interrupt', {})
}

export function get(path: string): RequestTemplate {
  return { method: 'GET', path, headers: hostAuthorization, ownHeader: hostOwnHeader, body: null }
}

function post(path: string, body: Record<string, unknown>): RequestTemplate {
  const headers = { ...hostAuthorization, 'content-type': 'application/json' }
  return { method: 'POST', path, headers, ownHeader: hostOwnHeader, body }
}

function imageToImage(ask: Ask, values: FittedParameters): RequestTemplate {
  const body = ImageToImageRequest.parse({
    ...drawing(ask, values),
    init_images: [pictureAs('base64')],
    denoising_strength: values.strength,
  })
  return post('/sdapi/v1/img2img', body)
}

function upscale(upscaler: string, { scale }: FittedParameters): RequestTemplate {
  const body = { image: pictureAs('base64'), resize_mode: 0, upscaling_resize: scale, upscaler_1: upscaler }
  return post('/sdapi/v1/extra-single-image', UpscaleRequest.parse(body))
}

function drawing(ask: Ask, values: FittedParameters): Record<string, unknown> {
  return {
    prompt: [ask.prompt, ...values.loras.map(({ path, scale }) => `<lora:${path}:${scale}>`)].join(' '),
    negative_prompt: values.negativePrompt ?? '',
    seed: values.seed,
    steps: values.steps,
    cfg_scale: values.guidance,
    ...(values.sampler !== null && { sampler_name: values.sampler }),
    width: values.width,
    height: values.height,
    batch_size: 1,
    n_iter: 1,
    // The checkpoint stays loaded: switching back after each picture would load it twice, and be measured.
    override_settings: { sd_model_checkpoint: checkpointOf(ask.modelId) },
    override_settings_restore_afterwards: false,
    send_images: true,
    save_images: false,
  }
}
