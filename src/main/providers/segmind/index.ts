import type { ProviderAdapter } from '../provider-adapter.ts'
import { accountCheck, balance } from './account.ts'
import { descriptor } from './descriptor.ts'
import { readPoll } from './job-response.ts'
import { estimateSample, priceSample } from './pricing.ts'
import { buildPoll, buildSubmit } from './request.ts'
import { readSubmit } from './response.ts'

export const segmind = {
  descriptor,
  buildSubmit,
  buildPoll,
  readSubmit,
  readPoll,
  priceSample,
  estimateSample,
  accountCheck,
  balance,
} satisfies ProviderAdapter
