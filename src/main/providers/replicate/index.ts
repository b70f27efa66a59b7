import type { ProviderAdapter } from '../provider-adapter.ts'
import { accountCheck } from './account.ts'
import { descriptor } from './descriptor.ts'
import { describeModel } from './models.ts'
import { estimateSample, priceSample } from './pricing.ts'
import { buildCancel, buildPoll, buildSubmit, buildUpload } from './request.ts'
import { readCancel, readPoll, readSubmit, readUpload } from './response.ts'

export const replicate = {
  descriptor,
  describeModel,
  buildUpload,
  readUpload,
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
