import { microsFromUsd } from '#shared/units/money.ts'
import { checkDeployedWorkflow } from '../kit/deployed-inputs.ts'
import { MAXIMUM_ERROR_BYTES, parseJsonBody } from '../kit/parse-json-body.ts'
import { readAccountReply } from '../kit/read-account-reply.ts'
import type { ProviderAdapter } from '../provider-adapter.ts'
import { descriptor, REFERENCE } from './descriptor.ts'
import { estimateSample, priceSample } from './pricing.ts'
import { buildPoll, buildSubmit, headers } from './request.ts'
import { readPoll, readSubmit } from './response.ts'
import { Balance, Caller } from './schemas.ts'

export const runflow = {
  descriptor,
  checkWorkflow: (workflow, model) =>
    checkDeployedWorkflow(workflow, model, { name: descriptor.name, reference: REFERENCE }),
  buildSubmit,
  buildPoll,
  readSubmit,
  readPoll,
  priceSample,
  estimateSample,
  accountCheck: {
    request: { method: 'GET', path: '/v1/auth/me', headers, body: null },
    read: (reply) => readAccountReply(descriptor.name, reply, { status: 200, shape: Caller }),
  },
  balance: {
    request: { method: 'GET', path: '/v1/billing/balance', headers, body: null },
    read(reply) {
      const parsed = parseJsonBody(reply.body, Balance, MAXIMUM_ERROR_BYTES)
      return reply.status === 200 && parsed.ok ? microsFromUsd(parsed.value.balance) : null
    },
  },
} satisfies ProviderAdapter
