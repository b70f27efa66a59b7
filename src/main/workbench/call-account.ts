import { callOnce, type CallResult } from '#main/engine/call-once.ts'
import type { RequestTemplate } from '#main/providers/provider-adapter.ts'
import type { Store } from '#main/store/open-store.ts'
import type { ResolvedAccount } from './resolved-account.ts'

/** Long enough for a worker that is being woken up to say who called; nobody watches a button for longer. */
const CALL_MS = 30_000

/** One call through an account outside trials. A host key that is seen for the first time is pinned. */
export function callAccount(
  { account, baseUrl, credentials, connection }: ResolvedAccount,
  template: RequestTemplate,
  { store, signal }: { store: Store; signal: AbortSignal | undefined },
): Promise<CallResult> {
  return callOnce({
    template,
    credentials,
    baseUrl,
    connection,
    timeoutMs: CALL_MS,
    signal: signal ?? new AbortController().signal,
    hostKeySeen: (hostKeySha256) => pinHostKey(account.id, hostKeySha256, store),
  })
}

/** Pins the host key that a tunnel met first. An account that has one, has no tunnel any more, or is gone stays as it is. */
export function pinHostKey(accountId: string, hostKeySha256: string, store: Store): void {
  const account = store.accounts.get(accountId)
  if (account === null || account.tunnel === null || account.tunnel.hostKeySha256 !== null) return
  store.accounts.put({ ...account, tunnel: { ...account.tunnel, hostKeySha256 } })
}
