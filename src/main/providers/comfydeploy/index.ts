import { checkDeployedWorkflow } from '../kit/deployed-inputs.ts'
import { readAccountReply } from '../kit/read-account-reply.ts'
import type { ProviderAdapter } from '../provider-adapter.ts'
import { descriptor, REFERENCE } from './descriptor.ts'
import { estimateSample, priceSample } from './pricing.ts'
import { buildCancel, buildPoll, buildSubmit, buildUpload, headers } from './request.ts'
import { readCancel, readPoll, readSubmit, readUpload } from './response.ts'
import { DeploymentsReply } from './schemas.ts'

export const comfydeploy = {
  descriptor,
  checkWorkflow: (workflow, model) =>
    checkDeployedWorkflow(workflow, model, { name: descriptor.name, reference: REFERENCE }),
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
    request: { method: 'GET', path: '/deployments', headers, body: null },
    read: (reply) => readAccountReply(descriptor.name, reply, { status: 200, shape: DeploymentsReply }),
  },
} satisfies ProviderAdapter
