import { z } from 'zod'
import podPrices from '#resources/prices/runpod-pods.json' with { type: 'json' }
import { PriceFile } from '#shared/domain/price.ts'
import type { ProviderDescriptor } from '../provider-adapter.ts'

/** RunPod pods: containers on rented GPUs, by the second. The serverless queue is another provider (`runpod`). */
export const descriptor = {
  id: 'runpod-pods',
  name: 'RunPod pods',
  kind: 'rental',
  website: 'https://www.runpod.io',
  documentation: 'https://docs.runpod.io/pods/overview',
  defaultBaseUrl: 'https://api.runpod.io',
  credentials: z.object({ apiKey: z.string().min(1).meta({ label: 'API key', secret: true }) }),
  models: [],
  otherModels: null,
  prices: PriceFile.parse(podPrices).prices,
  webhooks: { offered: false, signing: null },
  cancellation: {
    offered: 'any-time',
    note: 'A pod that is only stopped keeps billing for its disk: Assay terminates.',
  },
  sources: [
    {
      url: 'https://docs.runpod.io/api-reference/overview',
      retrievedOn: '2026-11-22',
      about: 'REST v2: calls, states, limits. The older REST v1 was retired on 2026-11-15',
    },
    {
      url: 'https://www.runpod.io/pricing',
      retrievedOn: '2026-09-25',
      about: 'prices by the hour, billed by the second',
    },
  ],
} satisfies ProviderDescriptor
