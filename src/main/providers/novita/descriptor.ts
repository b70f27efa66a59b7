import { z } from 'zod'
import novitaPrices from '#resources/prices/novita.json' with { type: 'json' }
import { PriceFile } from '#shared/domain/price.ts'
import type { ProviderDescriptor } from '../provider-adapter.ts'

/**
 * Novita AI: a managed API. FLUX.1 [schnell] answers in the call itself; SDXL is submitted and asked after.
 * Ranges are those of the two API pages under `sources`.
 */
export const descriptor = {
  id: 'novita',
  name: 'Novita AI',
  kind: 'managed',
  website: 'https://novita.ai',
  documentation: 'https://novita.ai/docs/api-reference/model-apis-text-to-image',
  defaultBaseUrl: 'https://api.novita.ai',
  credentials: z.object({ apiKey: z.string().min(1).meta({ label: 'API key', secret: true }) }),
  models: [
    {
      id: 'flux-1-schnell',
      name: 'FLUX.1 [schnell]',
      family: 'flux.1-schnell',
      execution: 'synchronous',
      parameters: [
        { kind: 'number', name: 'width', integer: true, minimum: 64, maximum: 2048, multipleOf: null, default: null },
        { kind: 'number', name: 'height', integer: true, minimum: 64, maximum: 2048, multipleOf: null, default: null },
        // The API demands a step count; 4 is what the model was distilled for and what the price page counts with.
        { kind: 'number', name: 'steps', integer: true, minimum: 1, maximum: 100, multipleOf: null, default: 4 },
        {
          kind: 'number',
          name: 'seed',
          integer: true,
          minimum: 0,
          maximum: 4_294_967_295,
          multipleOf: null,
          default: null,
        },
        { kind: 'choice', name: 'format', choices: ['png', 'webp', 'jpeg'], default: 'png' },
      ],
      pollIntervalMs: null,
      maximumConcurrency: null,
      defaultPriceId: 'novita/flux-1-schnell',
      cautions: [
        'The reply names neither the seed nor the time nor the cost: the seed that drew the picture cannot be confirmed.',
        'Prompts longer than 1,024 characters are refused; Assay never shortens a prompt.',
        'The page of this model was still served but no longer listed in the index of the documentation in 2026-08.',
      ],
    },
    {
      id: 'sdxl',
      name: 'SDXL 1.0 base',
      family: 'sdxl-1.0',
      execution: 'polled',
      parameters: [
        { kind: 'number', name: 'width', integer: true, minimum: 128, maximum: 2048, multipleOf: null, default: null },
        { kind: 'number', name: 'height', integer: true, minimum: 128, maximum: 2048, multipleOf: null, default: null },
        // Defaults of the official Python client; the HTTP defaults are not documented, so both are always sent.
        { kind: 'number', name: 'steps', integer: true, minimum: 1, maximum: 100, multipleOf: null, default: 20 },
        { kind: 'number', name: 'guidance', integer: false, minimum: 1, maximum: 30, multipleOf: null, default: 7.5 },
        { kind: 'text', name: 'negativePrompt', maximumLength: 1024 },
        // The range is that of the sister page of FLUX.1 [schnell]; -1 asks for a random seed and is never sent.
        {
          kind: 'number',
          name: 'seed',
          integer: true,
          minimum: 0,
          maximum: 4_294_967_295,
          multipleOf: null,
          default: null,
        },
        { kind: 'choice', name: 'format', choices: ['png', 'webp', 'jpeg'], default: 'png' },
      ],
      pollIntervalMs: 500,
      maximumConcurrency: null,
      defaultPriceId: null,
      cautions: [
        'No dated official price for SDXL was found, so its cost is unknown.',
        'Always drawn with the sampler “Euler a”.',
        'Prompts longer than 1,024 characters are refused; Assay never shortens a prompt.',
        'By default 20 pictures a minute are allowed; more are answered with 429.',
      ],
    },
  ],
  prices: PriceFile.parse(novitaPrices).prices,
  webhooks: 'unsigned',
  cancellation: false,
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
      about: 'official client 3.1.3: paths, spelling of the states, keys of the error body',
    },
  ],
} satisfies ProviderDescriptor
