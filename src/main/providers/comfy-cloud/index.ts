import { checkComfyWorkflow } from '../kit/comfy/check-comfy-workflow.ts'
import { readAccountReply } from '../kit/read-account-reply.ts'
import type { ProviderAdapter } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { estimateSample, priceSample } from './pricing.ts'
import { buildCancel, buildPoll, buildSubmit, buildUpload } from './request.ts'
import { readCancel, readPoll, readSubmit, readUpload } from './response.ts'
import { ErrorReply } from './schemas.ts'

/** A job that can't exist: to ask after it needs the credentials and costs nothing. */
const NO_JOB = { jobId: '00000000-0000-4000-8000-000000000000', statusUrl: null }

export const comfyCloud = {
  descriptor,
  checkWorkflow: checkComfyWorkflow,
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
  accountCheck: {
    request: buildPoll(NO_JOB),
    // Not found, in the words of this API, is the answer of a server that let the question in.
    read: (reply) => readAccountReply(descriptor.name, reply, { status: 404, shape: ErrorReply }),
  },
} satisfies ProviderAdapter
