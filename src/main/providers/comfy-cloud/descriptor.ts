import { z } from 'zod'
import comfyCloudPrices from '#resources/prices/comfy-cloud.json' with { type: 'json' }
import { PriceFile } from '#shared/domain/price.ts'
import { workflowModels } from '../kit/workflow-models.ts'
import type { ProviderDescriptor } from '../provider-adapter.ts'

/**
 * Comfy API v2: graphs sent whole to Comfy Cloud, to a serverless deployment (`https://{deployment}.run.comfy.app`), or to a
 * ComfyUI of the team's own behind `comfy-api-proxy`. One contract, three addresses.
 */
export const descriptor = {
  id: 'comfy-cloud',
  name: 'Comfy Cloud',
  kind: 'managed',
  website: 'https://www.comfy.org/cloud',
  documentation: 'https://docs.comfy.org/development/deploy/cloud',
  defaultBaseUrl: 'https://cloud.comfy.org',
  credentials: z.object({
    apiKey: z.string().min(1).meta({ label: 'API key (any text for a proxy that asks for none)', secret: true }),
  }),
  models: workflowModels({
    workflow: 'comfyui',
    pollIntervalMs: 1000,
    maximumConcurrency: null,
    defaultPriceId: null,
    cautions: [
      'A job reports its waiting and its execution time but no cost, and no price is in the documentation that was read: the cost is unknown unless a price of your own is chosen.',
      'A plan runs 1, 3 or 5 jobs at a time (Standard, Creator, Pro); more wait in the queue there, and their waiting is logged as latency.',
      'A cold start of a serverless deployment shows as a long wait, or as “not ready” with a time to come back.',
      'A beta (0.1): the reference allows what is not served yet.',
    ],
  }),
  otherModels: null,
  prices: PriceFile.parse(comfyCloudPrices).prices,
  webhooks: { offered: false, signing: null },
  cancellation: { offered: 'any-time', note: 'The GPU seconds used up to then are billed.' },
  sources: [
    {
      url: 'https://docs.comfy.org/development/deploy/cloud',
      retrievedOn: '2026-11-22',
      about: 'addresses, plans, cancelling, error codes',
    },
    {
      url: 'https://www.npmjs.com/package/@comfyorg/sdk',
      retrievedOn: '2026-11-22',
      about: 'official client 0.1.9 with the schemas of the reference: jobs, assets, states, errors',
    },
  ],
} satisfies ProviderDescriptor
