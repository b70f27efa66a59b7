import type { ProviderAdapter } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { estimateSample, priceSample } from './pricing.ts'
import { buildSubmit } from './request.ts'
import { readSubmit } from './response.ts'

export const a1111 = {
  descriptor,
  buildSubmit,
  buildPoll: null,
  readSubmit,
  readPoll: null,
  priceSample,
  estimateSample,
} satisfies ProviderAdapter
