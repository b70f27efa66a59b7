import { z } from 'zod'
import viewcomfyPrices from '#resources/prices/viewcomfy.json' with { type: 'json' }
import { PriceFile } from '#shared/domain/price.ts'
import type { ReferenceRule } from '../kit/deployed-inputs.ts'
import { workflowModels } from '../kit/workflow-models.ts'
import type { ProviderDescriptor } from '../provider-adapter.ts'

export const REFERENCE: ReferenceRule = {
  pattern: /^https?:\/\/[^\s/?#]+\S*$/,
  expected: 'the address of its deployment, as its page shows it',
}

/** ViewComfy: ComfyUI workflows deployed on serverless GPUs, called through one API. */
export const descriptor = {
  id: 'viewcomfy',
  name: 'ViewComfy',
  kind: 'managed',
  website: 'https://www.viewcomfy.com',
  documentation: 'https://github.com/ViewComfy/cloud-public/tree/main/ViewComfy_API',
  defaultBaseUrl: 'https://api.viewcomfy.com',
  credentials: z.object({
    clientId: z.string().min(1).meta({ label: 'Client id', secret: true }),
    clientSecret: z.string().min(1).meta({ label: 'Client secret', secret: true }),
  }),
  models: workflowModels({
    workflow: 'deployed',
    pollIntervalMs: 1000,
    maximumConcurrency: null,
    defaultPriceId: null,
    cautions: [
      'The reference of the workflow is the address of its deployment; an input is named by node and field, such as 6-inputs-text.',
      'No dated price was found: plans and GPU time are billed together, so the cost is unknown unless a price of your own is chosen.',
      'A run reports how long it took, but neither how long it waited nor whether it met a cold machine.',
      'Known from the official examples alone: what a wrong pair of credentials and a failed run look like is not documented.',
    ],
  }),
  otherModels: null,
  prices: PriceFile.parse(viewcomfyPrices).prices,
  webhooks: { offered: false, signing: null },
  cancellation: {
    offered: 'any-time',
    note: 'Whether a run was stopped in time is not confirmed; its time up to then is billed.',
  },
  sources: [
    {
      url: 'https://github.com/ViewComfy/cloud-public',
      retrievedOn: '2026-11-22',
      about: 'official examples of November 2025: calls, credentials, result records, cancelling',
    },
  ],
} satisfies ProviderDescriptor
