import { z } from 'zod'
import togetherPrices from '#resources/prices/together.json' with { type: 'json' }
import { PriceFile } from '#shared/domain/price.ts'
import type { ProviderDescriptor } from '../provider-adapter.ts'
import { models } from './models.ts'

/** Together AI: a managed API with one synchronous endpoint for all image models. It neither queues nor upscales. */
export const descriptor = {
  id: 'together',
  name: 'Together AI',
  kind: 'managed',
  website: 'https://www.together.ai',
  documentation: 'https://docs.together.ai/reference/post-images-generations',
  defaultBaseUrl: 'https://api.together.ai',
  credentials: z.object({ apiKey: z.string().min(1).meta({ label: 'API key', secret: true }) }),
  models,
  otherModels: 'owner/name, as in Together’s own list of models',
  prices: PriceFile.parse(togetherPrices).prices,
  webhooks: { offered: false, signing: null },
  cancellation: { offered: 'none', note: 'Whether closing the connection stops the billing is not documented.' },
  sources: [
    {
      url: 'https://github.com/togethercomputer/openapi',
      retrievedOn: '2026-11-22',
      about: 'official OpenAPI description of 2026-04-28: path, fields, defaults, reply, error body',
    },
    {
      url: 'https://www.npmjs.com/package/together-ai',
      retrievedOn: '2026-11-22',
      about: 'official client 0.52.0: what it retries, how it reads errors',
    },
    {
      url: 'https://docs.together.ai/docs/error-codes',
      retrievedOn: '2026-11-22',
      about: 'statuses, dynamic rate limits, the safety checker’s 422',
    },
    {
      url: 'https://docs.together.ai/docs/images-overview',
      retrievedOn: '2026-11-22',
      about: 'image models, sizes in multiples of 8, downloads need a User-Agent',
    },
  ],
} satisfies ProviderDescriptor
