import lambdaPrices from '#resources/prices/a1111.json' with { type: 'json' }
import { PriceFile } from '#shared/domain/price.ts'
import { hostCredentials } from '../kit/host-credentials.ts'
import type { ProviderDescriptor } from '../provider-adapter.ts'
import { MODELS } from './models.ts'

/**
 * A worker that speaks the API of AUTOMATIC1111's stable-diffusion-webui or Forge, on a GPU that the team rents or owns. The
 * worker draws and knows no price; the list has the hourly prices of Lambda, where such workers are often run.
 */
export const descriptor = {
  id: 'a1111',
  name: 'AUTOMATIC1111 or Forge',
  kind: 'host',
  website: 'https://github.com/AUTOMATIC1111/stable-diffusion-webui',
  documentation: 'https://github.com/AUTOMATIC1111/stable-diffusion-webui/wiki/API',
  defaultBaseUrl: null,
  credentials: hostCredentials,
  models: MODELS,
  otherModels: 'the name of a checkpoint in the worker’s folder of models, e.g. "juggernautXL_v9"',
  prices: PriceFile.parse(lambdaPrices).prices,
  webhooks: { offered: false, signing: null },
  cancellation: {
    offered: 'any-time',
    note: 'It interrupts whatever the worker is drawing, whoever asked for it; the call then ends with an unfinished picture. The machine is billed on, with or without work.',
  },
  sources: [
    {
      url: 'https://github.com/AUTOMATIC1111/stable-diffusion-webui/wiki/API',
      retrievedOn: '2026-11-22',
      about: 'the API of the worker; fields and defaults from the source code, of Forge as well',
    },
    {
      url: 'https://github.com/AUTOMATIC1111/stable-diffusion-webui/wiki/Features',
      retrievedOn: '2026-11-22',
      about: 'how a LoRA is named in a prompt',
    },
    { url: 'https://lambda.ai/pricing', retrievedOn: '2026-09-25', about: 'price of an instance by the hour' },
  ],
} satisfies ProviderDescriptor
