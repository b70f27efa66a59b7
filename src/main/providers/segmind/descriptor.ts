import { z } from 'zod'
import segmindPrices from '#resources/prices/segmind.json' with { type: 'json' }
import { PriceFile } from '#shared/domain/price.ts'
import type { ParameterRange } from '#shared/domain/generation.ts'
import type { ProviderDescriptor } from '../provider-adapter.ts'

/** Segmind documents no range for seeds: this is the range that Assay itself uses. -1 asks for a random one and is never sent. */
const seed: ParameterRange = {
  kind: 'number',
  name: 'seed',
  integer: true,
  minimum: 0,
  maximum: 2_147_483_647,
  multipleOf: null,
  default: null,
}

/** Where no range for steps is documented, the whole of Assay's own is let through and Segmind has the last word. */
const anySteps = { kind: 'number', name: 'steps', integer: true, minimum: 1, maximum: 200, multipleOf: null } as const

const costCaution =
  'Segmind bills by GPU time, so that no two calls need cost the same. The price on the list is an average; the x-cost header of each reply is what counts.'
const formatCaution = 'The picture format is chosen by Segmind.'

/** Segmind's version 1 API: one call, the reply's body is the picture, cost and time are in headers. */
export const descriptor = {
  id: 'segmind',
  name: 'Segmind',
  kind: 'managed',
  website: 'https://www.segmind.com',
  documentation: 'https://docs.segmind.com/api-reference',
  defaultBaseUrl: 'https://api.segmind.com',
  credentials: z.object({ apiKey: z.string().min(1).meta({ label: 'API key', secret: true }) }),
  models: [
    {
      id: 'sdxl1.0-txt2img',
      name: 'SDXL 1.0',
      family: 'sdxl-1.0',
      execution: 'synchronous',
      parameters: [
        {
          kind: 'number',
          name: 'width',
          integer: true,
          minimum: 512,
          maximum: 2048,
          multipleOf: null,
          default: 1024,
        },
        { kind: 'number', name: 'height', integer: true, minimum: 512, maximum: 2048, multipleOf: null, default: 1024 },
        { ...anySteps, default: null },
        { kind: 'number', name: 'guidance', integer: false, minimum: 1, maximum: 25, multipleOf: null, default: 7.5 },
        { kind: 'text', name: 'negativePrompt', maximumLength: 4000 },
        seed,
      ],
      pollIntervalMs: null,
      maximumConcurrency: null,
      defaultPriceId: 'segmind/sdxl1.0-txt2img',
      cautions: [
        costCaution,
        formatCaution,
        'Where no steps are asked for, Segmind’s own default is taken; it is not documented.',
      ],
    },
    {
      id: 'flux-schnell',
      name: 'FLUX.1 [schnell]',
      family: 'flux.1-schnell',
      execution: 'synchronous',
      parameters: [
        { kind: 'number', name: 'width', integer: true, minimum: 512, maximum: 2048, multipleOf: 8, default: 1024 },
        { kind: 'number', name: 'height', integer: true, minimum: 512, maximum: 2048, multipleOf: 8, default: 1024 },
        { kind: 'number', name: 'steps', integer: true, minimum: 1, maximum: 8, multipleOf: null, default: 4 },
        seed,
      ],
      pollIntervalMs: null,
      maximumConcurrency: null,
      defaultPriceId: 'segmind/flux-schnell',
      cautions: [costCaution, formatCaution],
    },
    {
      id: 'fast-flux-schnell',
      name: 'Fast FLUX.1 [schnell]',
      family: 'flux.1-schnell',
      execution: 'synchronous',
      parameters: [{ ...anySteps, default: 4 }, seed],
      pollIntervalMs: null,
      maximumConcurrency: null,
      defaultPriceId: 'segmind/fast-flux-schnell',
      cautions: [
        costCaution,
        formatCaution,
        'It takes a shape, not a size: the nearest of nine aspect ratios is sent, and the size is Segmind’s choice.',
      ],
    },
  ],
  prices: PriceFile.parse(segmindPrices).prices,
  webhooks: 'none',
  cancellation: false,
  freeFailures: 'Segmind bills status 200 only',
  sources: [
    {
      url: 'https://docs.segmind.com/api-reference',
      retrievedOn: '2026-08-27',
      about: 'x-api-key, status codes, reply headers, only status 200 is billed',
    },
    {
      url: 'https://www.segmind.com/llms.txt',
      retrievedOn: '2026-08-19',
      about: 'model directory: names, average cost and time of a call',
    },
  ],
} satisfies ProviderDescriptor
