import { z } from 'zod'
import lambdaPrices from '#resources/prices/a1111.json' with { type: 'json' }
import { PriceFile } from '#shared/domain/price.ts'
import type { ProviderDescriptor } from '../provider-adapter.ts'

/**
 * A worker that speaks the API of AUTOMATIC1111's stable-diffusion-webui (or Forge) on a GPU rented from Lambda.
 * Lambda rents the machine and has no image API; the worker draws and knows no price.
 */
export const descriptor = {
  id: 'a1111',
  name: 'A1111 on Lambda',
  kind: 'host',
  website: 'https://lambda.ai',
  documentation: 'https://github.com/AUTOMATIC1111/stable-diffusion-webui/wiki/API',
  defaultBaseUrl: null,
  credentials: z
    .object({
      username: z.string().min(1).optional().meta({ label: 'user name', secret: false }),
      password: z.string().min(1).optional().meta({ label: 'password', secret: true }),
    })
    .superRefine((values, context) => {
      if ((values.username === undefined) === (values.password === undefined)) return
      context.addIssue({
        code: 'custom',
        path: [values.username === undefined ? 'username' : 'password'],
        message: 'user name and password go together: both, or neither for a worker without --api-auth',
      })
    }),
  models: [
    {
      id: 'sd_xl_base_1.0',
      name: 'SDXL 1.0 base, own worker',
      family: 'sdxl-1.0',
      execution: 'synchronous',
      parameters: [
        // The web UI's own sliders: 64 to 2048 in steps of 8.
        { kind: 'number', name: 'width', integer: true, minimum: 64, maximum: 2048, multipleOf: 8, default: 512 },
        { kind: 'number', name: 'height', integer: true, minimum: 64, maximum: 2048, multipleOf: 8, default: 512 },
        { kind: 'number', name: 'steps', integer: true, minimum: 1, maximum: 150, multipleOf: null, default: 50 },
        { kind: 'number', name: 'guidance', integer: false, minimum: 1, maximum: 30, multipleOf: null, default: 7 },
        { kind: 'text', name: 'negativePrompt', maximumLength: 4000 },
        {
          kind: 'number',
          name: 'seed',
          integer: true,
          minimum: 0,
          maximum: 4_294_967_295,
          multipleOf: null,
          default: null,
        },
      ],
      pollIntervalMs: null,
      // One lock guards the GPU: a second request would wait there, and its wait be logged as latency.
      maximumConcurrency: 1,
      defaultPriceId: 'lambda/a10',
      cautions: [
        'The cost counts only the seconds in which the worker draws. Lambda bills the machine by the minute from start to termination, idle or not.',
        'The worker’s X-Process-Time includes waiting for its lock, so nobody else should use the worker during a trial.',
        'The first picture may be slower: the worker loads the checkpoint within the request.',
        'The picture format is the worker’s own setting (PNG, unless it was changed).',
        'Choose the price of the GPU that the worker runs on: no reply tells it.',
      ],
    },
  ],
  prices: PriceFile.parse(lambdaPrices).prices,
  webhooks: 'none',
  cancellation: false,
  sources: [
    {
      url: 'https://github.com/AUTOMATIC1111/stable-diffusion-webui/wiki/API',
      retrievedOn: '2026-11-22',
      about: 'the API of the worker; fields and defaults from the source code',
    },
    { url: 'https://lambda.ai/pricing', retrievedOn: '2026-09-25', about: 'price of an instance by the hour' },
  ],
} satisfies ProviderDescriptor
