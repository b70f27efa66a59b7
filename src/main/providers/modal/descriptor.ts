import { z } from 'zod'
import modalPrices from '#resources/prices/modal.json' with { type: 'json' }
import type { ParameterRange } from '#shared/domain/generation.ts'
import { PriceFile } from '#shared/domain/price.ts'
import type { ProviderDescriptor } from '../provider-adapter.ts'

/**
 * Ranges of the recommended deployment: a size that both model families can draw. They are its own convention, because Modal
 * runs the team's code and prescribes no image API.
 */
const size: ParameterRange[] = [
  { kind: 'number', name: 'width', integer: true, minimum: 256, maximum: 2048, multipleOf: 16, default: null },
  { kind: 'number', name: 'height', integer: true, minimum: 256, maximum: 2048, multipleOf: 16, default: null },
]
const seedAndFormat: ParameterRange[] = [
  { kind: 'number', name: 'seed', integer: true, minimum: 0, maximum: 4_294_967_295, multipleOf: null, default: null },
  { kind: 'choice', name: 'format', choices: ['png', 'jpeg', 'webp'], default: 'png' },
]

const cautions = [
  'Modal prescribes no image API. Assay expects the images endpoint of OpenAI (model, prompt, n, size, response_format, output_format). The fields seed, num_inference_steps, guidance_scale and negative_prompt, the reply headers x-exec-ms and x-cold, and the model’s name are the convention of this deployment.',
  'The cost counts the seconds of one GPU at the chosen rate. CPU, memory, start-up and idle time are billed on top and are not in it; nor is the surcharge for a pinned region (1.5 to 1.75 times).',
  'Choose the price of the GPU that the deployment runs on: no reply tells it.',
]

/** An OpenAI-compatible images endpoint that the team has deployed on Modal. The address is the team's own. */
export const descriptor = {
  id: 'modal',
  name: 'Modal',
  kind: 'host',
  website: 'https://modal.com',
  documentation: 'https://modal.com/docs/guide/webhooks',
  defaultBaseUrl: null,
  credentials: z
    .object({
      key: z
        .string()
        .min(1)
        .refine(
          (key) => !/^a[ks]-/.test(key),
          'an account token (ak-…, as-…) opens no endpoint; make a proxy token (wk-…)',
        )
        .optional()
        .meta({ label: 'Modal-Key', secret: true }),
      secret: z
        .string()
        .min(1)
        .refine((secret) => !/^a[ks]-/.test(secret), 'an account token opens no endpoint; make a proxy token (ws-…)')
        .optional()
        .meta({ label: 'Modal-Secret', secret: true }),
    })
    .superRefine((values, context) => {
      if ((values.key === undefined) === (values.secret === undefined)) return
      context.addIssue({
        code: 'custom',
        path: [values.key === undefined ? 'key' : 'secret'],
        message: 'Modal-Key and Modal-Secret go together: both, or neither for a public endpoint',
      })
    }),
  models: [
    {
      id: 'flux-1-schnell',
      name: 'FLUX.1 [schnell], own endpoint',
      family: 'flux.1-schnell',
      task: 'generate',
      workflow: null,
      execution: 'synchronous',
      parameters: [
        ...size,
        { kind: 'number', name: 'steps', integer: true, minimum: 1, maximum: 50, multipleOf: null, default: 4 },
        ...seedAndFormat,
      ],
      pollIntervalMs: null,
      maximumConcurrency: null,
      defaultPriceId: 'modal/a100-80gb',
      cautions,
    },
    {
      id: 'sdxl',
      name: 'SDXL 1.0 base, own endpoint',
      family: 'sdxl-1.0',
      task: 'generate',
      workflow: null,
      execution: 'synchronous',
      parameters: [
        ...size,
        { kind: 'number', name: 'steps', integer: true, minimum: 1, maximum: 100, multipleOf: null, default: 25 },
        { kind: 'number', name: 'guidance', integer: false, minimum: 0, maximum: 30, multipleOf: null, default: 7.5 },
        { kind: 'text', name: 'negativePrompt', maximumLength: 4000 },
        ...seedAndFormat,
      ],
      pollIntervalMs: null,
      maximumConcurrency: null,
      defaultPriceId: 'modal/a100-80gb',
      cautions,
    },
  ],
  otherModels: null,
  prices: PriceFile.parse(modalPrices).prices,
  webhooks: { offered: false, signing: null },
  cancellation: {
    offered: 'none',
    note: 'A call can be stopped from Modal’s own client only; over HTTP the container works on and is billed.',
  },
  sources: [
    {
      url: 'https://modal.com/docs/guide/webhook-timeouts',
      retrievedOn: '2026-11-22',
      about: 'a call is held for 150 s at most, then a chain of 303 replies leads to its result',
    },
    {
      url: 'https://modal.com/docs/guide/webhook-proxy-auth',
      retrievedOn: '2026-11-22',
      about: 'the headers Modal-Key and Modal-Secret',
    },
    {
      url: 'https://platform.openai.com/docs/api-reference/images/create',
      retrievedOn: '2026-11-22',
      about: 'fields and reply of the images endpoint',
    },
  ],
} satisfies ProviderDescriptor
