import type { ProviderAdapter } from '../provider-adapter.ts'
import { accountCheck, graphCheck, modelList, progressSocket } from './account.ts'
import { checkWorkflow, describeModel } from './describe-model.ts'
import { descriptor } from './descriptor.ts'
import { estimateSample, priceSample } from './pricing.ts'
import { buildCancel, buildPoll, buildSecondCancel, buildSubmit, buildUpload } from './request.ts'
import { readCancel, readPoll, readSubmit, readUpload } from './response.ts'

export const comfyui = {
  descriptor,
  describeModel,
  checkWorkflow,
  buildUpload,
  readUpload,
  buildSubmit,
  buildPoll,
  readSubmit,
  readPoll,
  buildCancel,
  buildSecondCancel,
  readCancel,
  progressSocket,
  priceSample,
  estimateSample,
  accountCheck,
  modelList,
  graphCheck,
} satisfies ProviderAdapter
