import { accountFinding, type AccountFinding } from '../kit/account-finding.ts'
import { MAXIMUM_ERROR_BYTES } from '../kit/parse-json-body.ts'
import { readAccountReply } from '../kit/read-account-reply.ts'
import type { AccountCheckCall, Reply } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { HALF_A_KEY, isLocked } from './failures.ts'
import { authorization } from './request.ts'
import { NoSuchRequest } from './schemas.ts'

const NOBODYS_REQUEST = '00000000-0000-4000-8000-000000000000'

/**
 * fal's queue has no call about the account, and every submitted request may be paid. So a request that does not exist is
 * asked after: 401 for a key that fal does not know, 404 ("no such request") for one that it does. That the key is looked at
 * first is how clients have seen it; fal does not document it.
 */
export const accountCheck: AccountCheckCall = {
  request: {
    method: 'GET',
    path: `/fal-ai/flux/requests/${NOBODYS_REQUEST}/status`,
    headers: { authorization },
    body: null,
  },
  read: readCheck,
}

function readCheck(reply: Reply): AccountFinding {
  const { status, body } = reply
  const provider = descriptor.name
  if (status === 401) return accountFinding({ provider, status, state: 'refused', detail: HALF_A_KEY })
  const text = new TextDecoder().decode(body.subarray(0, MAXIMUM_ERROR_BYTES)).toLowerCase()
  if (status === 403 && isLocked(text)) return accountFinding({ provider, status, state: 'no-credit' })
  return readAccountReply(provider, reply, { status: 404, shape: NoSuchRequest })
}
