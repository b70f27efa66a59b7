import { describe, expect, it } from 'vitest'
import { a1111 } from '#main/providers/a1111/index.ts'
import { modal } from '#main/providers/modal/index.ts'
import { novita } from '#main/providers/novita/index.ts'
import { segmind } from '#main/providers/segmind/index.ts'
import type { Ask } from '#main/providers/provider-adapter.ts'

function ask(modelId: string, parameters: Partial<Ask['parameters']> = {}): Ask {
  return { modelId, prompt: 'a fox', seed: 42, parameters: { width: 1024, height: 768, ...parameters } }
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
        'content-type': 'application/json',
      },
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
})
