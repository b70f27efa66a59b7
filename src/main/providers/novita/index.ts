import type { ProviderAdapter } from '../provider-adapter.ts'
import { accountCheck, balance, modelList } from './account.ts'
import { descriptor } from './descriptor.ts'
import { describeModel } from './models.ts'
import { estimateSample, priceSample } from './pricing.ts'
import { buildPoll, buildSubmit } from './request.ts'
import { readPoll, readSubmit } from './response.ts'

export const novita = {
  descriptor,
  describeModel,
  buildSubmit,
  buildPoll,
  readSubmit,
  readPoll,
  priceSample,
  estimateSample,
  accountCheck,
  balance,
  modelList,
} satisfies ProviderAdapter
