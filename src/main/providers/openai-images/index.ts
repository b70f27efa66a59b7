import type { ProviderAdapter } from '../provider-adapter.ts'
import { accountCheck, modelList } from './account.ts'
import { descriptor } from './descriptor.ts'
import { describeModel } from './models.ts'
import { estimateSample, priceSample } from './pricing.ts'
import { buildSubmit } from './request.ts'
import { readSubmit } from './response.ts'
import { visionCall } from './vision-call.ts'

export const openaiImages = {
  descriptor,
  describeModel,
  buildSubmit,
  buildPoll: null,
  readSubmit,
  readPoll: null,
  priceSample,
  estimateSample,
  accountCheck,
  modelList,
  visionCall,
} satisfies ProviderAdapter
