import type { ProviderAdapter } from '../provider-adapter.ts'
import { accountCheck } from './account.ts'
import { descriptor } from './descriptor.ts'
import { estimateSample, priceSample } from './pricing.ts'
import { buildPoll, buildSubmit } from './request.ts'
import { readPoll, readSubmit } from './response.ts'

export const modal = {
  descriptor,
  buildSubmit,
  buildPoll,
  readSubmit,
  readPoll,
  priceSample,
  estimateSample,
  accountCheck,
} satisfies ProviderAdapter
