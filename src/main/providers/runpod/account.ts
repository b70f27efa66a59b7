import { accountFinding, accountStateOf } from '../kit/account-finding.ts'
import { MAXIMUM_ERROR_BYTES, parseJsonBody } from '../kit/parse-json-body.ts'
import type { AccountCheckCall } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { PUBLIC_MODELS } from './public-models.ts'
import { authorization } from './request.ts'
import { HealthReply } from './schemas.ts'

/**
 * The health of a model that RunPod runs itself: it costs nothing and needs the key, whatever endpoints the account has. The
 * queue tells no balance.
 */
export const accountCheck: AccountCheckCall = {
  request: { method: 'GET', path: `/${PUBLIC_MODELS[0]?.id}/health`, headers: { authorization }, body: null },
  read: ({ status, body }) => {
    const state = accountStateOf(status)
    const answersAsExpected = parseJsonBody(body, HealthReply, MAXIMUM_ERROR_BYTES).ok
    return accountFinding({
      provider: descriptor.name,
      status,
      state: state === 'valid' && !answersAsExpected ? 'unclear' : state,
      ...((status === 401 || status === 403) && {
        detail: 'A key that was made for single endpoints is refused here, too; it may still work for those.',
      }),
    })
  },
}
