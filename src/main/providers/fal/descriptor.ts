import { z } from 'zod'
import falPrices from '#resources/prices/fal.json' with { type: 'json' }
import { PriceFile } from '#shared/domain/price.ts'
import type { ProviderDescriptor } from '../provider-adapter.ts'
import { models } from './models.ts'

/**
 * fal: a managed API. Of its hosts only the queue is used: a request is submitted, asked after, and its result fetched, all
 * from one origin. The synchronous host is left out because fal retries nothing there and answers bursts with 429.
 */
export const descriptor = {
  id: 'fal',
  name: 'Fal',
  kind: 'managed',
  website: 'https://fal.ai',
  documentation: 'https://docs.fal.ai/model-apis',
  defaultBaseUrl: 'https://queue.fal.run',
  credentials: z.object({ apiKey: z.string().min(1).meta({ label: 'API key (id:secret)', secret: true }) }),
  models,
  otherModels: 'the path of an endpoint, e.g. owner/app or owner/app/variant',
  prices: PriceFile.parse(falPrices).prices,
  webhooks: {
    offered: true,
    signing: 'Ed25519 over four lines (request id, user id, timestamp, SHA-256 of the body), public keys as a JWKS',
  },
  cancellation: {
    offered: 'while-queued',
    note: 'Work in progress stops only where the endpoint itself heeds the request.',
  },
  sources: [
    {
      url: 'https://docs.fal.ai/model-apis/model-endpoints/queue',
      retrievedOn: '2026-11-22',
      about: 'queue: submit, status, result, cancel, webhooks, error types, retries',
    },
    {
      url: 'https://www.npmjs.com/package/@fal-ai/client',
      retrievedOn: '2026-11-22',
      about: 'official client 1.10.1: addresses, states, and the types of each endpoint’s input and output',
    },
    {
      url: 'https://fal.ai/models/fal-ai/flux/schnell/llms.txt',
      retrievedOn: '2026-11-22',
      about: 'FLUX.1 [schnell]: fields, range of steps, price',
    },
    {
      url: 'https://github.com/fal-ai/fal/issues/1068',
      retrievedOn: '2026-11-22',
      about: 'what a refused key looks like: often half of id:secret',
    },
  ],
} satisfies ProviderDescriptor
