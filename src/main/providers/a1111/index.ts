import type { ProviderAdapter } from '../provider-adapter.ts'
import { accountCheck, modelList } from './account.ts'
import { descriptor } from './descriptor.ts'
import { describeModel } from './models.ts'
import { estimateSample, priceSample } from './pricing.ts'
import { buildCancel, buildSubmit } from './request.ts'
import { readCancel, readSubmit } from './response.ts'

export const a1111 = {
  descriptor,
  describeModel,
  buildSubmit,
  buildPoll: null,
  readSubmit,
  readPoll: null,
  buildCancel,
  readCancel,
  cancelsUnansweredCalls: true,
  priceSample,
  estimateSample,
  accountCheck,
  modelList,
} satisfies ProviderAdapter
