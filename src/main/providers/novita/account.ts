import type { Micros } from '#shared/units/money.ts'
import { accountFinding, accountStateOf } from '../kit/account-finding.ts'
import { MAXIMUM_ERROR_BYTES, MAXIMUM_REPLY_BYTES, parseJsonBody } from '../kit/parse-json-body.ts'
import type { AccountCheckCall, BalanceCall, ModelListCall, Reply, RequestTemplate } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { authorization } from './request.ts'
import { BalanceReply, ErrorReply, ModelListReply } from './schemas.ts'

const PROVIDER = descriptor.name

/** A ten-thousandth of a dollar in micro-dollars. */
const MICROS_PER_UNIT = 100

/** Statuses of the list: 1 is ready to be drawn with. */
const READY = 1

const balanceRequest: RequestTemplate = {
  method: 'GET',
  path: '/openapi/v1/billing/balance/detail',
  headers: { authorization },
  body: null,
}

export const balance: BalanceCall = { request: balanceRequest, read: readBalance }

/** The balance costs nothing to ask for and needs the key. */
export const accountCheck: AccountCheckCall = {
  request: balanceRequest,
  read(reply) {
    const { status } = reply
    if (status !== 200) {
      // Three pages of the documentation give a wrong key three statuses; the reason is the same.
      const parsed = parseJsonBody(reply.body, ErrorReply, MAXIMUM_ERROR_BYTES)
      const aboutKey = parsed.ok && status < 500 && /API_KEY|FAILED_TO_AUTH/.test(parsed.value.reason)
      return accountFinding({ provider: PROVIDER, status, state: aboutKey ? 'refused' : accountStateOf(status) })
    }
    const balanceMicros = readBalance(reply)
    if (balanceMicros === null) return accountFinding({ provider: PROVIDER, status, state: 'unclear' })
    return accountFinding({
      provider: PROVIDER,
      status,
      state: balanceMicros > 0 ? 'valid' : 'no-credit',
      balanceMicros,
    })
  },
}

/** Checkpoints that can be drawn with, a hundred a page. */
export const modelList: ModelListCall = {
  request(cursor) {
    const query = new URLSearchParams({
      'filter.visibility': 'public',
      'filter.types': 'checkpoint',
      'pagination.limit': '100',
      ...(cursor !== null && { 'pagination.cursor': cursor }),
    })
    return { method: 'GET', path: `/v3/model?${query.toString()}`, headers: { authorization }, body: null }
  },
  read(reply) {
    if (reply.status !== 200) return null
    const parsed = parseJsonBody(reply.body, ModelListReply, MAXIMUM_REPLY_BYTES)
    if (!parsed.ok) return null
    const ready = parsed.value.models.filter(({ status }) => (status ?? READY) === READY)
    const next = parsed.value.pagination?.next_cursor ?? ''
    return {
      models: ready.map(({ sd_name_in_api: id, name }) => ({ id, name: name ?? id })),
      next: next === '' ? null : next,
    }
  },
}

function readBalance(reply: Reply): Micros | null {
  if (reply.status !== 200) return null
  const parsed = parseJsonBody(reply.body, BalanceReply, MAXIMUM_ERROR_BYTES)
  return parsed.ok ? Number(parsed.value.availableBalance) * MICROS_PER_UNIT : null
}
