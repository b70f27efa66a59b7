import { isIP } from 'node:net'
import { callOnce } from '#main/engine/call-once.ts'
import { isPrivateAddress } from '#main/engine/http/private-address.ts'
import { DIRECT } from '#main/engine/ports.ts'
import type { RequestTemplate } from '#main/providers/provider-adapter.ts'
import { findProvider } from '#main/providers/registry.ts'
import type { Rental } from '#shared/domain/rental.ts'
import type { WorkbenchContext } from './context.ts'

/** A worker that is still loading its models may take seconds to say so. */
const PROBE_MS = 10_000

const FRONT_PAGE: RequestTemplate = { method: 'GET', path: '/', headers: {}, body: null }

/**
 * Whether the worker on a rented machine answers: by the check of its own adapter, without credentials. One that wants a password
 * answers, too. An address in a private network is not called, unless the provider itself is in one (a simulator).
 */
export async function probeWorker(
  { workerUrl, request, accountId }: Rental & { workerUrl: string },
  { store }: Pick<WorkbenchContext, 'store'>,
  signal: AbortSignal,
): Promise<boolean> {
  const account = store.accounts.get(accountId)
  if (isPrivateHost(workerUrl) && (account?.baseUrl == null || !isPrivateHost(account.baseUrl))) return false
  const check = request === null ? null : (findProvider(request.workerProvider)?.accountCheck ?? null)
  const called = await callOnce({
    template: check?.request ?? FRONT_PAGE,
    credentials: {},
    baseUrl: workerUrl,
    connection: DIRECT,
    timeoutMs: PROBE_MS,
    signal,
  })
  if (!called.ok) return false
  if (check === null) return called.reply.status < 500
  const { state } = check.read(called.reply)
  return state === 'valid' || state === 'refused' || state === 'forbidden'
}

function isPrivateHost(url: string): boolean {
  const address = new URL(url).hostname.replace(/^\[|\]$/g, '')
  return isIP(address) !== 0 && isPrivateAddress(address)
}
