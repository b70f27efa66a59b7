import { z } from 'zod'
import novitaPrices from '#resources/prices/novita.json' with { type: 'json' }
import { PriceFile } from '#shared/domain/price.ts'
import type { ProviderDescriptor } from '../provider-adapter.ts'
import { MODELS } from './models.ts'

/**
 * Novita AI: a managed API. FLUX.1 [schnell] and background removal answer in the call itself; the rest is submitted and
 * asked after.
 */
export const descriptor = {
  id: 'novita',
  name: 'Novita AI',
  kind: 'managed',
  website: 'https://novita.ai',
  documentation: 'https://novita.ai/docs/api-reference/model-apis-text-to-image',
  defaultBaseUrl: 'https://api.novita.ai',
  credentials: z.object({ apiKey: z.string().min(1).meta({ label: 'API key', secret: true }) }),
  models: MODELS,
  otherModels: 'the file name of a checkpoint in its model list, e.g. "realisticVisionV51_v51VAE_94301.safetensors"',
  prices: PriceFile.parse(novitaPrices).prices,
  webhooks: { offered: true, signing: null },
  cancellation: { offered: 'none', note: 'No call that cancels a task is documented: what was submitted is paid.' },
  sources: [
    {
      url: 'https://novita.ai/docs/api-reference/model-apis-flux-1-schnell',
      retrievedOn: '2026-11-22',
      about: 'FLUX.1 [schnell]: fields, ranges, price formula',
    },
    {
      url: 'https://novita.ai/docs/api-reference/model-apis-text-to-image',
      retrievedOn: '2026-11-22',
      about: 'SDXL: fields of the submitting call, task result, time stamps',
    },
    {
      url: 'https://novita.ai/docs/api-reference/basic-error-code',
      retrievedOn: '2026-11-22',
      about: 'reasons of failures and their statuses',
    },
    {
      url: 'https://www.npmjs.com/package/novita-sdk',
      retrievedOn: '2026-11-22',
      about:
        'official client 3.1.3: paths, spelling of the states, keys of the error body, image to image, background removal, model list',
    },
    {
      url: 'https://novita.ai/docs/api-reference/model-apis-qwen-image-txt2img',
      retrievedOn: '2026-11-22',
      about: 'Qwen-Image: its two fields',
    },
    {
      url: 'https://novita.ai/docs/api-reference/basic-get-user-balance',
      retrievedOn: '2026-08-10',
      about: 'balance in ten-thousandths of a dollar',
    },
  ],
} satisfies ProviderDescriptor
