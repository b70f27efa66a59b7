import { checkDeployedWorkflow } from '../kit/deployed-inputs.ts'
import { readAccountReply } from '../kit/read-account-reply.ts'
import type { ProviderAdapter } from '../provider-adapter.ts'
import { descriptor, REFERENCE } from './descriptor.ts'
import { estimateSample, priceSample } from './pricing.ts'
import { askAfter, buildCancel, buildPoll, buildSubmit } from './request.ts'
import { readCancel, readPoll, readSubmit } from './response.ts'
import { ResultsReply } from './schemas.ts'

/** A run that can't exist: to ask after it needs the credentials and costs nothing. */
const NO_RUN = '00000000-0000-4000-8000-000000000000'

export const viewcomfy = {
  descriptor,
  checkWorkflow: (workflow, model) =>
    checkDeployedWorkflow(workflow, model, { name: descriptor.name, reference: REFERENCE }),
  buildSubmit,
  buildPoll,
  readSubmit,
  readPoll,
  buildCancel,
  readCancel,
  priceSample,
  estimateSample,
  accountCheck: {
    request: askAfter(NO_RUN),
    read: (reply) => readAccountReply(descriptor.name, reply, { status: 200, shape: ResultsReply }),
  },
} satisfies ProviderAdapter
