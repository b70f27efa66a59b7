import { microsFromUsd, type Micros } from '#shared/units/money.ts'
import { accountFinding, accountStateOf } from '../kit/account-finding.ts'
import { MAXIMUM_ERROR_BYTES, parseJsonBody } from '../kit/parse-json-body.ts'
import type { AccountCheckCall, BalanceCall, Reply, RequestTemplate } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { key } from './request.ts'
import { CreditsReply } from './schemas.ts'

const PROVIDER = descriptor.name

const request: RequestTemplate = { method: 'GET', path: '/v1/get-user-credits', headers: key, body: null }

export const balance: BalanceCall = { request, read: readCredits }

export const accountCheck: AccountCheckCall = {
  request,
  read(reply) {
    const { status } = reply
    if (status === 404 && /no credits/i.test(new TextDecoder().decode(reply.body.subarray(0, MAXIMUM_ERROR_BYTES)))) {
      return accountFinding({ provider: PROVIDER, status, state: 'no-credit' })
    }
    if (status !== 200) return accountFinding({ provider: PROVIDER, status, state: accountStateOf(status) })
    const balanceMicros = readCredits(reply)
    if (balanceMicros === null) return accountFinding({ provider: PROVIDER, status, state: 'unclear' })
    return accountFinding({
      provider: PROVIDER,
      status,
      state: balanceMicros > 0 ? 'valid' : 'no-credit',
      balanceMicros,
    })
  },
}

/** Bought and free credits together; both can be spent. */
function readCredits(reply: Reply): Micros | null {
  if (reply.status !== 200) return null
  const parsed = parseJsonBody(reply.body, CreditsReply, MAXIMUM_ERROR_BYTES)
  if (!parsed.ok) return null
  const bought = microsFromUsd(parsed.value.credits)
  const free = microsFromUsd(parsed.value['free-credits'] ?? 0)
  return bought === null || free === null ? null : bought + free
}
