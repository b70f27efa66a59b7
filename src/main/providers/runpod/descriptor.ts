import { z } from 'zod'
import prices from '#resources/prices/runpod.json' with { type: 'json' }
import { PriceFile } from '#shared/domain/price.ts'
import type { ProviderDescriptor } from '../provider-adapter.ts'
import { WORKER_MODELS } from './own-workers.ts'
import { asModel, PUBLIC_MODELS } from './public-models.ts'

const { prices: listPrices } = PriceFile.parse(prices)

/**
 * RunPod's serverless queue: endpoints of the team's own, and the models that RunPod runs itself. Both are asked in the same way,
 * on `https://api.runpod.ai/v2/<endpoint>`; which endpoint is part of the model.
 */
export const descriptor = {
  id: 'runpod',
  name: 'RunPod Serverless',
  kind: 'host',
  website: 'https://www.runpod.io',
  documentation: 'https://docs.runpod.io/serverless/endpoints/operation-reference',
  defaultBaseUrl: 'https://api.runpod.ai/v2',
  credentials: z.object({ apiKey: z.string().min(1).meta({ label: 'API key', secret: true }) }),
  models: [
    ...PUBLIC_MODELS.map((model) =>
      asModel(model, listPrices.find(({ models }) => models.includes(model.id))?.id ?? null),
    ),
    ...WORKER_MODELS,
  ],
  otherModels:
    'for an endpoint of your own: <endpoint id>/comfyui (also comfyui-image-to-image, comfyui-upscale, comfyui-remove-background) or <endpoint id>/a1111',
  prices: listPrices,
  webhooks: { offered: true, signing: null },
  cancellation: {
    offered: 'any-time',
    note: 'A job can be stopped in the queue and while it runs; a final state never changes.',
  },
  sources: [
    {
      url: 'https://docs.runpod.io/serverless/endpoints/operation-reference',
      retrievedOn: '2026-08-20',
      about: 'the calls of the queue, states of a job, limits',
    },
    {
      url: 'https://docs.runpod.io/public-endpoints/reference',
      retrievedOn: '2026-11-22',
      about: 'models that RunPod runs: endpoints, prices, and the fields on each one’s page',
    },
    {
      url: 'https://docs.runpod.io/serverless/pricing',
      retrievedOn: '2026-08-20',
      about: 'price of a GPU second, what is billed and what is not',
    },
    {
      url: 'https://github.com/runpod-workers/worker-comfyui',
      retrievedOn: '2026-11-22',
      about: 'input and output of the worker for ComfyUI, from 5.0.0 on and before',
    },
    {
      url: 'https://github.com/runpod-workers/worker-a1111/blob/main/src/handler.py',
      retrievedOn: '2026-11-22',
      about: 'the worker hands its input to /sdapi/v1/txt2img and the answer back',
    },
    {
      url: 'https://github.com/runpod/runpod-python/issues/250',
      retrievedOn: '2026-11-22',
      about: 'a handler’s progress stands in output while the job runs',
    },
  ],
} satisfies ProviderDescriptor
