import { accountFinding, accountStateOf } from '../kit/account-finding.ts'
import { MAXIMUM_REPLY_BYTES, parseJsonBody } from '../kit/parse-json-body.ts'
import type { AccountCheckCall, ModelListCall } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { get } from './request.ts'
import { CheckpointsReply, OptionsReply } from './schemas.ts'

const PROVIDER = descriptor.name

/** The settings are read without touching the GPU, and need the password where there is one. */
export const accountCheck: AccountCheckCall = {
  request: get('/sdapi/v1/options'),
  read({ status, body }) {
    const state = accountStateOf(status)
    if (status === 404) {
      const detail = 'A web UI that was started without --api answers like this.'
      return accountFinding({ provider: PROVIDER, status, state, detail })
    }
    // A gateway's log-in page comes with 200 as well.
    const understood = state !== 'valid' || parseJsonBody(body, OptionsReply, MAXIMUM_REPLY_BYTES).ok
    return accountFinding({ provider: PROVIDER, status, state: understood ? state : 'unclear' })
  },
}

export const modelList: ModelListCall = {
  request: () => get('/sdapi/v1/sd-models'),
  read({ status, body }) {
    if (status !== 200) return null
    const parsed = parseJsonBody(body, CheckpointsReply, MAXIMUM_REPLY_BYTES)
    if (!parsed.ok) return null
    return { models: parsed.value.map(({ model_name: id, title }) => ({ id, name: title })), next: null }
  },
}
