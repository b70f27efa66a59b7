import { readAccountReply } from '../kit/read-account-reply.ts'
import type { AccountCheckCall } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { authorization } from './request.ts'
import { AccountReply } from './schemas.ts'

/** Who the token belongs to. The API tells neither a balance nor what was used. */
export const accountCheck: AccountCheckCall = {
  request: { method: 'GET', path: '/v1/account', headers: { authorization }, body: null },
  read: (reply) => readAccountReply(descriptor.name, reply, { status: 200, shape: AccountReply }),
}
