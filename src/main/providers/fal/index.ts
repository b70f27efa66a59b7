import type { ProviderAdapter } from '../provider-adapter.ts'
import { accountCheck } from './account.ts'
import { descriptor } from './descriptor.ts'
import { describeModel } from './models.ts'
import { estimateSample, priceSample } from './pricing.ts'
import { buildCancel, buildPoll, buildSubmit } from './request.ts'
import { readCancel, readPoll, readSubmit } from './response.ts'

export const fal = {
  descriptor,
  describeModel,
  buildSubmit,
  buildPoll,
  readSubmit,
  readPoll,
  buildCancel,
  readCancel,
  priceSample,
  estimateSample,
  accountCheck,
} satisfies ProviderAdapter
