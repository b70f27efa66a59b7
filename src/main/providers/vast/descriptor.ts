import { z } from 'zod'
import vastPrices from '#resources/prices/vast.json' with { type: 'json' }
import { PriceFile } from '#shared/domain/price.ts'
import type { ProviderDescriptor } from '../provider-adapter.ts'

/** Vast.ai: a marketplace of GPUs. An offer is rented as an instance: a container on somebody's machine. */
export const descriptor = {
  id: 'vast',
  name: 'Vast.ai',
  kind: 'rental',
  website: 'https://vast.ai',
  documentation: 'https://docs.vast.ai/api-reference/introduction',
  defaultBaseUrl: 'https://console.vast.ai',
  credentials: z.object({ apiKey: z.string().min(1).meta({ label: 'API key', secret: true }) }),
  models: [],
  otherModels: null,
  prices: PriceFile.parse(vastPrices).prices,
  webhooks: { offered: false, signing: null },
  cancellation: {
    offered: 'any-time',
    note: 'An instance that is only stopped keeps billing for its storage and gives its GPU away: Assay destroys.',
  },
  sources: [
    {
      url: 'https://docs.vast.ai/api-reference/introduction',
      retrievedOn: '2026-08-07',
      about: 'search, create, read, destroy; states; shortest intervals between calls',
    },
    {
      url: 'https://github.com/vast-ai/vast-cli',
      retrievedOn: '2026-08-06',
      about: 'official client: form of the environment, retries, paths with a trailing slash',
    },
  ],
} satisfies ProviderDescriptor
