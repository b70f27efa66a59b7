import { z } from 'zod'
import lambdaPrices from '#resources/prices/lambda.json' with { type: 'json' }
import { PriceFile } from '#shared/domain/price.ts'
import type { ProviderDescriptor } from '../provider-adapter.ts'

/** Lambda Cloud: virtual machines with GPUs by the minute. It draws nothing; a worker is started on the machine. */
export const descriptor = {
  id: 'lambda',
  name: 'Lambda',
  kind: 'rental',
  website: 'https://lambda.ai',
  documentation: 'https://docs.lambda.ai/public-cloud/cloud-api/',
  defaultBaseUrl: 'https://cloud.lambda.ai',
  credentials: z.object({ apiKey: z.string().min(1).meta({ label: 'API key', secret: true }) }),
  models: [],
  otherModels: null,
  prices: PriceFile.parse(lambdaPrices).prices,
  webhooks: { offered: false, signing: null },
  cancellation: {
    offered: 'any-time',
    note: 'A launch can only be ended by terminating the machine. There is no pause: it exists and bills, or it is gone.',
  },
  sources: [
    {
      url: 'https://docs.lambda.ai/public-cloud/cloud-api/',
      retrievedOn: '2026-11-22',
      about:
        'OpenAPI 1.10.0 (read in an archive of it): calls, states, error codes; about one request a second, one launch in 12 s',
    },
    { url: 'https://lambda.ai/pricing', retrievedOn: '2026-09-25', about: 'prices by the hour, billed by the minute' },
  ],
} satisfies ProviderDescriptor
