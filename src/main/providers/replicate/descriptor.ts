import { z } from 'zod'
import replicatePrices from '#resources/prices/replicate.json' with { type: 'json' }
import { PriceFile } from '#shared/domain/price.ts'
import type { ProviderDescriptor } from '../provider-adapter.ts'
import { models } from './models.ts'

/** Replicate: a managed API over official models, priced per picture, and models of the community, priced by the second. */
export const descriptor = {
  id: 'replicate',
  name: 'Replicate',
  kind: 'managed',
  website: 'https://replicate.com',
  documentation: 'https://replicate.com/docs/reference/http',
  defaultBaseUrl: 'https://api.replicate.com',
  credentials: z.object({ apiToken: z.string().min(1).meta({ label: 'API token (r8_…)', secret: true }) }),
  models,
  otherModels: 'owner/name of an official model, or owner/name:version of any other',
  prices: PriceFile.parse(replicatePrices).prices,
  webhooks: {
    offered: true,
    signing: 'HMAC-SHA256 over id, timestamp and body in webhook-signature; the secret is asked for by the API',
  },
  cancellation: {
    offered: 'any-time',
    note: 'A public model is billed for the time until it stopped. An official one is named only when its call is answered, within 60 s: until then it can’t be stopped.',
  },
  sources: [
    {
      url: 'https://replicate.com/docs/reference/http',
      retrievedOn: '2026-11-22',
      about: 'HTTP API with its OpenAPI description: paths, Prefer, prediction object, files, account',
    },
    {
      url: 'https://replicate.com/docs/topics/predictions/lifecycle',
      retrievedOn: '2026-11-22',
      about: 'states of a prediction, what a long start means, deadlines',
    },
    {
      url: 'https://replicate.com/docs/billing',
      retrievedOn: '2026-11-22',
      about: 'what is billed, prices of hardware (an older, undated copy)',
    },
    {
      url: 'https://www.npmjs.com/package/replicate',
      retrievedOn: '2026-11-22',
      about: 'official client 1.4.0: paths, uploads, what it polls and retries',
    },
  ],
} satisfies ProviderDescriptor
