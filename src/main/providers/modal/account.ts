import { accountFinding, accountStateOf, type AnsweredState } from '../kit/account-finding.ts'
import { MAXIMUM_ERROR_BYTES } from '../kit/parse-json-body.ts'
import type { AccountCheckCall } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { proxyToken } from './request.ts'

const PROVIDER = descriptor.name

/** What Modal itself says, in texts that begin with `modal-http:`, before the team's own app is reached. */
const PLATFORM_TEXTS: readonly { contains: string; state: AnsweredState; detail: string }[] = [
  { contains: 'missing credentials', state: 'refused', detail: 'The endpoint asks for a proxy token.' },
  { contains: 'invalid credentials', state: 'refused', detail: 'The proxy token (wk-…, ws-…) is not valid.' },
  { contains: 'is disabled', state: 'forbidden', detail: 'The workspace has been disabled.' },
  { contains: 'invalid function call', state: 'unclear', detail: 'Nothing is deployed at this address.' },
  { contains: 'endpoint is stopped', state: 'unclear', detail: 'The app has been stopped: deploy it again.' },
]

/**
 * Modal has no call of its own to ask. A GET is let through or turned away at its edge; whatever the app behind it answers
 * then, a 404 as well, the token was accepted. A container that sleeps is woken by it, and billed for that.
 */
export const accountCheck: AccountCheckCall = {
  request: { method: 'GET', path: '/v1/models', headers: proxyToken, body: null },
  read({ status, body }) {
    const text = new TextDecoder().decode(body.subarray(0, MAXIMUM_ERROR_BYTES)).trimStart().toLowerCase()
    const known = PLATFORM_TEXTS.find(({ contains }) => text.startsWith('modal-http:') && text.includes(contains))
    if (known !== undefined) return accountFinding({ provider: PROVIDER, status, ...known })
    if (text.includes('spend limit')) return accountFinding({ provider: PROVIDER, status, state: 'no-credit' })
    // 303: the app has been reached and is still starting.
    const letThrough = [303, 404, 405].includes(status)
    return accountFinding({ provider: PROVIDER, status, state: letThrough ? 'valid' : accountStateOf(status) })
  },
}
