import { accountFinding, accountStateOf, type AnsweredState } from '../kit/account-finding.ts'
import { MAXIMUM_REPLY_BYTES, parseJsonBody } from '../kit/parse-json-body.ts'
import type { AccountCheckCall, ModelListCall } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { authorization } from './request.ts'
import { readErrorCode } from './response.ts'
import { ModelsReply } from './schemas.ts'

const LIST = { method: 'GET', path: '/models', headers: authorization, body: null } as const

/** The list of models costs nothing and needs the key. It does not tell what is left to spend. */
export const accountCheck: AccountCheckCall = {
  request: LIST,
  read: (reply) => {
    const { status } = reply
    const isList = parseJsonBody(reply.body, ModelsReply, MAXIMUM_REPLY_BYTES).ok
    const code = readErrorCode(reply)
    const purseIsEmpty = code === 'insufficient_quota' || code === 'billing_hard_limit_reached'
    const otherwise = accountStateOf(status)
    const state: AnsweredState =
      purseIsEmpty && status >= 400 ? 'no-credit' : otherwise === 'valid' && !isList ? 'unclear' : otherwise
    return accountFinding({
      provider: descriptor.name,
      status,
      state,
      ...(status === 404 && { detail: 'The base URL usually ends in /v1.' }),
    })
  },
}

/** Models that draw, by the names that OpenAI gives them. */
const DRAWS = /^(?:gpt-image|chatgpt-image|dall-e)/

/** All models come in one answer. OpenAI’s list holds a hundred that only write: they are left out where any can draw. */
export const modelList: ModelListCall = {
  request: () => LIST,
  read: (reply) => {
    const parsed = parseJsonBody(reply.body, ModelsReply, MAXIMUM_REPLY_BYTES)
    if (reply.status !== 200 || !parsed.ok) return null
    const ids = parsed.value.data.map(({ id }) => id)
    const drawing = ids.filter((id) => DRAWS.test(id))
    return { models: (drawing.length > 0 ? drawing : ids).map((id) => ({ id, name: id })), next: null }
  },
}
