import { z } from 'zod'
import runflowPrices from '#resources/prices/runflow.json' with { type: 'json' }
import { PriceFile } from '#shared/domain/price.ts'
import type { ReferenceRule } from '../kit/deployed-inputs.ts'
import { workflowModels } from '../kit/workflow-models.ts'
import type { ProviderDescriptor } from '../provider-adapter.ts'

/** How a workflow or a model of the gateway is called: its owner and its slug, of which a model's may hold slashes. */
export const REFERENCE: ReferenceRule = {
  pattern: /^(models\/\w[\w.-]*(\/\w[\w.-]*)+|\w[\w.-]*\/\w[\w.-]*)$/,
  expected: 'its owner and slug, such as acme/sdxl-hero, or models/owner/slug for a model of the gateway',
}

/** Runflow: ComfyUI workflows that were deployed from its plugin, and a gateway to models of others, behind one way of running. */
export const descriptor = {
  id: 'runflow',
  name: 'Runflow',
  kind: 'managed',
  website: 'https://runflow.io',
  documentation: 'https://docs.runflow.io',
  defaultBaseUrl: 'https://api.runflow.io',
  credentials: z.object({
    apiKey: z.string().min(1).meta({ label: 'API key', secret: true }),
    organizationId: z.string().min(1).optional().meta({ label: 'Organization id', secret: false }),
  }),
  models: workflowModels({
    workflow: 'deployed',
    pollIntervalMs: 1000,
    maximumConcurrency: null,
    defaultPriceId: null,
    cautions: [
      'The reference of the workflow is owner/slug, and its inputs are the names of its Runflow input nodes. A model of the gateway is called models/owner/slug.',
      'Cost, start type and durations are seen in examples only; where a run reports no cost, choose the price of the GPU that it is pinned to. Models of the gateway have prices of their own.',
      'After a quiet period the first run waits 10 to 40 seconds; whether that is billed is not stated.',
      'A run that was begun can’t be stopped, and is billed to its end.',
      'A beta: the documentation spells cancelled runs in two ways and describes two addresses for a run. Limits on the rate of calls are not published.',
    ],
  }),
  otherModels: null,
  prices: PriceFile.parse(runflowPrices).prices,
  webhooks: { offered: true, signing: 'Runflow-Signature: HMAC-SHA256 of the raw body, in hex' },
  cancellation: {
    offered: 'none',
    note: 'Only an administrator’s key can mark a run as cancelled, and that neither stops the GPU nor gives money back.',
  },
  sources: [
    {
      url: 'https://docs.runflow.io',
      retrievedOn: '2026-11-22',
      about: 'calls, states, error codes, callbacks, what cancelling does',
    },
    {
      url: 'https://github.com/runflow-io/ComfyUI-Runflow',
      retrievedOn: '2026-05-29',
      about: 'input and output nodes, slugs, prices of GPU seconds, cold starts',
    },
    {
      url: 'https://github.com/runflow-io/runflow-js',
      retrievedOn: '2026-11-22',
      about: 'the other spelling of canceled, polling interval, error message in an envelope',
    },
  ],
} satisfies ProviderDescriptor
