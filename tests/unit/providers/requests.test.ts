import { describe, expect, it } from 'vitest'
import { a1111 } from '#main/providers/a1111/index.ts'
import { modal } from '#main/providers/modal/index.ts'
import { novita } from '#main/providers/novita/index.ts'
import { segmind } from '#main/providers/segmind/index.ts'
import type { Ask } from '#main/providers/provider-adapter.ts'

function ask(modelId: string, parameters: Partial<Ask['parameters']> = {}): Ask {
  return {
    modelId,
    prompt: 'a fox',
    seed: 42,
    parameters: { width: 1024, height: 768, ...parameters },
    workflow: null,
    picture: null,
    uploaded: null,
    clientId: null,
  }
}

function askWithPicture(modelId: string, parameters: Partial<Ask['parameters']> = {}): Ask {
  const picture = { sha256: '0'.repeat(64), format: 'png' as const, width: 3000, height: 2000, sizeBytes: 1 }
  return { ...ask(modelId, parameters), picture }
}

describe('what is sent', () => {
  it('Novita FLUX.1 [schnell] gets every field that is required, and the format under both of its names', () => {
    expect(novita.buildSubmit(ask('flux-1-schnell', { format: 'webp' })).request).toEqual({
      method: 'POST',
      path: '/v3beta/flux-1-schnell',
      headers: { authorization: { credential: 'apiKey', prefix: 'Bearer ' }, 'content-type': 'application/json' },
      body: {
        prompt: 'a fox',
        width: 1024,
        height: 768,
        steps: 4,
        image_num: 1,
        seed: 42,
        response_image_type: 'webp',
        response_image_format: 'webp',
      },
    })
  })

  it('Novita SDXL is submitted with its checkpoint and asked after by an escaped id', () => {
    const { request } = novita.buildSubmit(ask('sdxl', { negativePrompt: 'blurred', format: 'jpeg' }))
    expect(request.path).toBe('/v3/async/txt2img')
    expect(request.body).toEqual({
      extra: { response_image_type: 'jpeg' },
      request: {
        model_name: 'sd_xl_base_1.0.safetensors',
        prompt: 'a fox',
        negative_prompt: 'blurred',
        width: 1024,
        height: 768,
        image_num: 1,
        steps: 20,
        seed: 42,
        guidance_scale: 7.5,
        sampler_name: 'Euler a',
      },
    })
    expect(novita.buildPoll({ jobId: 'a/b&c=d', statusUrl: null })).toEqual({
      method: 'GET',
      path: '/v3/async/task-result?task_id=a%2Fb%26c%3Dd',
      headers: { authorization: { credential: 'apiKey', prefix: 'Bearer ' } },
      body: null,
    })
  })

  it('Segmind SDXL calls the size img_width and img_height, and sends no step count of our invention', () => {
    expect(segmind.buildSubmit(ask('sdxl1.0-txt2img')).request).toEqual({
      method: 'POST',
      path: '/v1/sdxl1.0-txt2img',
      headers: { 'x-api-key': { credential: 'apiKey' }, 'content-type': 'application/json' },
      body: {
        prompt: 'a fox',
        samples: 1,
        guidance_scale: 7.5,
        seed: 42,
        img_width: 1024,
        img_height: 768,
        base64: false,
      },
    })
  })

  it('Segmind flux-schnell gets a size in multiples of 8, and the warning says so', () => {
    const built = segmind.buildSubmit(ask('flux-schnell', { width: 1001 }))
    expect(built.request.body).toEqual({ prompt: 'a fox', steps: 4, seed: 42, samples: 1, width: 1000, height: 768 })
    expect(built.warnings).toEqual([
      {
        parameter: 'width',
        action: 'rounded',
        asked: '1001',
        sent: '1000',
        reason: 'FLUX.1 [schnell] takes multiples of 8',
      },
    ])
  })

  it.each([
    [1024, 1024, '1:1'],
    [1920, 1080, '16:9'],
    [1080, 1920, '9:16'],
    [2560, 1080, '21:9'],
    [1024, 768, '5:4'],
    [832, 1216, '2:3'],
    [64, 4096, '9:21'],
  ])('Segmind fast-flux-schnell gets a shape: %i × %i is %s, never silently', (width, height, ratio) => {
    const { request, warnings } = segmind.buildSubmit(ask('fast-flux-schnell', { width, height }))
    expect(request.body).toEqual({ prompt: 'a fox', steps: 4, seed: 42, aspect_ratio: ratio, base64: false })
    expect(warnings.map(({ parameter, action, sent }) => ({ parameter, action, sent }))).toEqual([
      { parameter: 'width', action: 'changed', sent: `aspect_ratio ${ratio}` },
      { parameter: 'height', action: 'changed', sent: `aspect_ratio ${ratio}` },
    ])
  })

  it('Modal is asked in OpenAI’s words plus the deployment’s own, and polled with the token and without a body', () => {
    const headers = { 'modal-key': { credential: 'key' }, 'modal-secret': { credential: 'secret' } }
    expect(modal.buildSubmit(ask('flux-1-schnell', { format: 'png' })).request).toEqual({
      method: 'POST',
      path: '/v1/images/generations',
      headers: { ...headers, 'content-type': 'application/json' },
      body: {
        model: 'flux-1-schnell',
        prompt: 'a fox',
        n: 1,
        size: '1024x768',
        response_format: 'b64_json',
        output_format: 'png',
        seed: 42,
        num_inference_steps: 4,
      },
    })
    const statusUrl = 'https://a.modal.run/v1/images/generations?__modal_function_call_id=fc-1'
    expect(modal.buildPoll({ jobId: 'fc-1', statusUrl })).toEqual({
      method: 'GET',
      path: statusUrl,
      headers,
      body: null,
    })
  })

  it('a worker is told its checkpoint, one picture, and not to switch back', () => {
    expect(a1111.buildSubmit(ask('sd_xl_base_1.0', { steps: 20, guidance: 6.5 })).request).toEqual({
      method: 'POST',
      path: '/sdapi/v1/txt2img',
      headers: {
        authorization: { basic: { username: 'username', password: 'password' } },
        Authorization: { credential: 'token', prefix: 'Bearer ' },
        'content-type': 'application/json',
      },
      ownHeader: { name: 'headerName', value: 'headerValue' },
      body: {
        prompt: 'a fox',
        negative_prompt: '',
        seed: 42,
        steps: 20,
        cfg_scale: 6.5,
        width: 1024,
        height: 768,
        batch_size: 1,
        n_iter: 1,
        override_settings: { sd_model_checkpoint: 'sd_xl_base_1.0' },
        override_settings_restore_afterwards: false,
        send_images: true,
        save_images: false,
      },
    })
  })

  it('never shortens a prompt: what is too long is for the provider to refuse', () => {
    const prompt = 'fox '.repeat(8000)
    for (const [adapter, modelId] of [
      [novita, 'flux-1-schnell'],
      [segmind, 'flux-schnell'],
      [modal, 'sdxl'],
      [a1111, 'sd_xl_base_1.0'],
    ] as const) {
      expect(adapter.buildSubmit({ ...ask(modelId), prompt }).request.body).toMatchObject({ prompt })
    }
  })

  it('Novita takes extra weights, and a sampler in its own spelling', () => {
    const loras = [
      { path: 'add_detail', scale: 0.6 },
      { path: 'film_grain', scale: 3 },
    ]
    const { request, warnings } = novita.buildSubmit(ask('sdxl', { sampler: 'DPM++ 2M Karras', loras }))
    expect(request.body).toMatchObject({
      request: {
        sampler_name: 'DPM++ 2M Karras',
        loras: [
          { model_name: 'add_detail', strength: 0.6 },
          { model_name: 'film_grain', strength: 1 },
        ],
      },
    })
    expect(warnings).toMatchObject([{ parameter: 'loras', action: 'changed', sent: 'film_grain at 1' }])
  })

  it('Novita draws with any checkpoint of its list under its own file name', () => {
    const { request } = novita.buildSubmit(ask('dreamshaper_8_93211.safetensors'))
    expect(request.path).toBe('/v3/async/txt2img')
    expect(request.body).toMatchObject({ request: { model_name: 'dreamshaper_8_93211.safetensors' } })
    expect(novita.describeModel('dreamshaper')).toBeNull()
  })

  it('a picture that is redrawn keeps its shape where it is too large, and the warning says so', () => {
    const { request, warnings } = novita.buildSubmit(askWithPicture('sdxl-image-to-image', { strength: 0.4 }))
    expect(request.path).toBe('/v3/async/img2img')
    const picture = { $picture: 'base64' }
    expect(request.body).toMatchObject({
      request: { width: 2048, height: 1365, strength: 0.4, image_base64: picture },
    })
    expect(warnings).toMatchObject([
      { parameter: 'width', action: 'changed', asked: '3000 × 2000, the size of the picture', sent: '2048 × 1365' },
    ])
  })

  it.each([
    ['remove-background', '/v3/remove-background', { image_file: { $picture: 'base64' }, extra: {} }],
    [
      'upscale',
      '/v3/async/upscale',
      {
        extra: {},
        request: { model_name: 'RealESRNet_x4plus', image_base64: { $picture: 'base64' }, scale_factor: 2 },
      },
    ],
  ])('Novita %s gets the picture and nothing that it does not know', (modelId, path, body) => {
    expect(novita.buildSubmit(askWithPicture(modelId)).request).toMatchObject({ path, body })
  })

  it('Segmind takes the same input for a call and for a job, and asks for the state first, then for the result', () => {
    const call = segmind.buildSubmit(ask('flux-dev', { format: 'jpeg' })).request
    const job = segmind.buildSubmit(ask('v2/flux-dev', { format: 'jpeg' })).request
    expect([call.path, job.path]).toEqual(['/v1/flux-dev', '/v2/flux-dev'])
    expect(job.body).toEqual(call.body)
    expect(call.body).toMatchObject({ aspect_ratio: '5:4', output_format: 'jpg' })
    const known = { jobId: 'a/b', statusUrl: null }
    expect(segmind.buildPoll(known).path).toBe('/v2/requests/a%2Fb/status')
    expect(segmind.buildPoll({ ...known, statusUrl: '/v2/requests/a%2Fb' }).path).toBe('/v2/requests/a%2Fb')
  })

  it('a worker is told of extra weights in the prompt, behind the prompt', () => {
    const loras = [{ path: 'add_detail', scale: 0.6 }]
    const { request } = a1111.buildSubmit(ask('juggernautXL_v9', { loras, sampler: 'DPM++ 2M' }))
    expect(request.body).toMatchObject({
      prompt: 'a fox <lora:add_detail:0.6>',
      sampler_name: 'DPM++ 2M',
      override_settings: { sd_model_checkpoint: 'juggernautXL_v9' },
    })
  })

  it('a worker redraws in multiples of 8 and enlarges by a factor', () => {
    const redraw = a1111.buildSubmit(askWithPicture('sd_xl_base_1.0/image-to-image')).request
    expect(redraw).toMatchObject({
      path: '/sdapi/v1/img2img',
      body: { init_images: [{ $picture: 'base64' }], denoising_strength: 0.75, width: 2048, height: 1368 },
    })
    expect(a1111.buildSubmit(askWithPicture('R-ESRGAN 4x+', { scale: 3 })).request).toMatchObject({
      path: '/sdapi/v1/extra-single-image',
      body: { image: { $picture: 'base64' }, resize_mode: 0, upscaling_resize: 3, upscaler_1: 'R-ESRGAN 4x+' },
    })
  })
})
