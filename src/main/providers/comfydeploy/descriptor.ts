import { z } from 'zod'
import comfydeployPrices from '#resources/prices/comfydeploy.json' with { type: 'json' }
import { PriceFile } from '#shared/domain/price.ts'
import type { ReferenceRule } from '../kit/deployed-inputs.ts'
import { workflowModels } from '../kit/workflow-models.ts'
import type { ProviderDescriptor } from '../provider-adapter.ts'

export const REFERENCE: ReferenceRule = {
  pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  expected: 'the id of its deployment, a UUID',
}

/** ComfyDeploy: ComfyUI workflows deployed on serverless GPUs. Its API is open source and may be hosted by the team itself. */
export const descriptor = {
  id: 'comfydeploy',
  name: 'ComfyDeploy',
  kind: 'managed',
  website: 'https://www.comfydeploy.com',
  documentation: 'https://docs.comfydeploy.com',
  defaultBaseUrl: 'https://api.comfydeploy.com/api',
  credentials: z.object({ apiKey: z.string().min(1).meta({ label: 'API key', secret: true }) }),
  models: workflowModels({
    workflow: 'deployed',
    pollIntervalMs: 1000,
    maximumConcurrency: null,
    defaultPriceId: null,
    cautions: [
      'The reference of the workflow is the id of its deployment; its inputs are the ids of the External input nodes.',
      'A run reports its times and its GPU but no cost. Choose the price of the GPU that the deployment’s machine runs on: the cost is run_duration × that price. Warm and idle time is billed on top and is not in it.',
      'Figures and calls are as in the public source of its API of November 2025; limits on the rate of calls are not documented.',
    ],
  }),
  otherModels: null,
  prices: PriceFile.parse(comfydeployPrices).prices,
  webhooks: { offered: true, signing: null },
  cancellation: {
    offered: 'any-time',
    note: 'A cancel that fails is always answered with HTTP 500, for a run that has ended too: then it is not known whether it still runs.',
  },
  sources: [
    {
      url: 'https://docs.comfydeploy.com',
      retrievedOn: '2026-11-22',
      about: 'deployments, External input nodes, webhooks',
    },
    {
      url: 'https://api.comfydeploy.com/api/platform/gpu-pricing',
      retrievedOn: '2025-11-01',
      about: 'calls, states, run record, errors and GPU prices, as in the public source of this API',
    },
    {
      url: 'https://www.npmjs.com/package/comfydeploy',
      retrievedOn: '2026-11-22',
      about: 'official client 2.0.0-beta.69: which fields a reply holds',
    },
  ],
} satisfies ProviderDescriptor
