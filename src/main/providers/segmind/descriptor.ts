import { z } from 'zod'
import segmindPrices from '#resources/prices/segmind.json' with { type: 'json' }
import { PriceFile } from '#shared/domain/price.ts'
import type { ProviderDescriptor } from '../provider-adapter.ts'
import { MODELS } from './models.ts'

/**
 * Segmind's two interfaces: version 1, one call whose body is the picture, with cost and time in headers; and version 2, a job
 * that is asked after.
 */
export const descriptor = {
  id: 'segmind',
  name: 'Segmind',
  kind: 'managed',
  website: 'https://www.segmind.com',
  documentation: 'https://docs.segmind.com/api-reference',
  defaultBaseUrl: 'https://api.segmind.com',
  credentials: z.object({ apiKey: z.string().min(1).meta({ label: 'API key', secret: true }) }),
  models: MODELS,
  otherModels: null,
  prices: PriceFile.parse(segmindPrices).prices,
  webhooks: { offered: false, signing: null },
  cancellation: { offered: 'none', note: 'Neither version has a call that stops one.' },
  freeFailures: 'Segmind bills status 200 only',
  sources: [
    {
      url: 'https://docs.segmind.com/api-reference',
      retrievedOn: '2026-08-27',
      about: 'x-api-key, status codes, reply headers, jobs of version 2, credits, only status 200 is billed',
    },
    {
      url: 'https://www.segmind.com/llms.txt',
      retrievedOn: '2026-08-19',
      about: 'model directory: names, average cost and time of a call',
    },
    {
      url: 'https://pypi.org/project/segmind/',
      retrievedOn: '2026-11-22',
      about: 'official Python client: addresses of a job, spelling of its states, pause between two questions',
    },
  ],
} satisfies ProviderDescriptor
