import type { ProviderAdapter } from '../provider-adapter.ts'
import { checkWorkflow } from './check-workflow.ts'
import { descriptor } from './descriptor.ts'
import { estimateSample, priceSample } from './pricing.ts'
import { buildCancel, buildPoll, buildSubmit } from './request.ts'
import { readCancel, readPoll, readSubmit } from './response.ts'

/** No call of an unknown API is known to be free, so that an account can't be checked; `assay try` shows one call. */
export const custom = {
  descriptor,
  checkWorkflow,
  buildSubmit,
  buildPoll,
  readSubmit,
  readPoll,
  buildCancel,
  readCancel,
  priceSample,
  estimateSample,
  accountCheck: null,
} satisfies ProviderAdapter
