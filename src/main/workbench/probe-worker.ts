import { isIP } from 'node:net'
import { callOnce } from '#main/engine/call-once.ts'
import { isPrivateAddress } from '#main/engine/http/private-address.ts'
import type { RequestTemplate } from '#main/providers/provider-adapter.ts'
import { findProvider } from '#main/providers/registry.ts'
import type { ReachableRental, WorkerAnswer } from '#main/rentals/ports.ts'
import { connectToRental } from './connect-to-rental.ts'
import type { WorkbenchContext } from './context.ts'

/** A worker that is still loading its models may take seconds to say so. */
const PROBE_MS = 10_000

const FRONT_PAGE: RequestTemplate = { method: 'GET', path: '/', headers: {}, body: null }

/**
 * Asks the worker on a rented machine whether it answers: by the check of its own adapter, without credentials. One that wants a
 * password answers, too. A machine in a private network is not called, unless the provider itself is in one (a simulator).
 */
export async function probeWorker(
  rental: ReachableRental,
  { ports, store }: Pick<WorkbenchContext, 'ports' | 'store'>,
  signal: AbortSignal,
): Promise<WorkerAnswer> {
  const { workerUrl, request, accountId } = rental
  const seen: Pick<WorkerAnswer, 'hostKeySha256'> = { hostKeySha256: null }
  const answer = (trouble: string | null): WorkerAnswer => ({ trouble, ...seen })

  const connection = connectToRental(rental, ports)
  if (connection === null) return answer('It is not known where the machine is reached by SSH.')
  const host = connection.tunnel?.host ?? hostOf(workerUrl)
  const account = store.accounts.get(accountId)
  if (isPrivate(host) && (account?.baseUrl == null || !isPrivate(hostOf(account.baseUrl)))) {
    return answer(`The provider names an address in a private network (${host}), which is not called.`)
  }
  const worker = request === null ? null : findProvider(request.workerProvider)
  const check = worker?.accountCheck ?? null
  const called = await callOnce({
    template: check?.request ?? FRONT_PAGE,
    credentials: {},
    baseUrl: workerUrl,
    connection,
    timeoutMs: PROBE_MS,
    signal,
    hostKeySeen: (hostKeySha256) => {
      seen.hostKeySha256 = hostKeySha256
    },
  })
  if (!called.ok) return answer(called.failure.message)
  const { status } = called.reply
  const state = check === null ? (status < 500 ? 'valid' : 'unclear') : check.read(called.reply).state
  if (state === 'valid' || state === 'refused' || state === 'forbidden') return answer(null)
  return answer(
    `What answers there is not ${worker?.descriptor.name ?? 'a worker'}, or not ready yet (HTTP ${status}).`,
  )
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '')
}

function isPrivate(host: string): boolean {
  return isIP(host) !== 0 && isPrivateAddress(host)
}
