import { MAXIMUM_REPLY_BYTES, parseJsonBody } from '../kit/parse-json-body.ts'
import { readAccountReply } from '../kit/read-account-reply.ts'
import type { AccountCheckCall, ModelListCall, RequestTemplate } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { authorization } from './request.ts'
import { ModelListReply } from './schemas.ts'

const listModels: RequestTemplate = { method: 'GET', path: '/v1/models', headers: { authorization }, body: null }

/** Together offers neither a balance nor an account call: the list of models is the cheapest one that needs the key. */
export const accountCheck: AccountCheckCall = {
  request: listModels,
  read: (reply) => readAccountReply(descriptor.name, reply, { status: 200, shape: ModelListReply }),
}

/** All models in one answer; those for pictures have the type `image`. */
export const modelList: ModelListCall = {
  request: () => listModels,
  read({ status, body }) {
    if (status !== 200) return null
    const parsed = parseJsonBody(body, ModelListReply, MAXIMUM_REPLY_BYTES)
    if (!parsed.ok) return null
    const models = parsed.value
      .filter(({ type }) => type === 'image')
      .map((model) => ({ id: model.id, name: model.display_name ?? model.id }))
    return { models, next: null }
  },
}
