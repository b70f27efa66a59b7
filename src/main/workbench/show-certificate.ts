import { explainFailure } from '#main/engine/http/explain-failure.ts'
import { inspectCertificate, placeOf, type ShownCertificate } from '#main/engine/http/inspect-certificate.ts'
import type { TunnelAccess } from '#main/engine/ports.ts'
import { REAL_TIME } from '#main/engine/real-time.ts'
import { createTunnel } from '#main/engine/tunnel/tunnel.ts'
import { TunnelError } from '#main/engine/tunnel/tunnel-error.ts'
import type { CertificateQuestion } from '#shared/contract/account.ts'
import type { CertificateFacts } from '#shared/domain/account.ts'
import { AssayError } from '#shared/errors.ts'
import { pinHostKey } from './call-account.ts'
import type { WorkbenchContext } from './context.ts'
import { isKeptServer, tunnelInQuestion } from './tunnel-in-question.ts'

type Context = Pick<WorkbenchContext, 'accountSecrets' | 'ports' | 'store'>

/**
 * The certificate at an address, to be looked at before it is pinned: by the way that requests will take, which may be a tunnel.
 * @throws AssayError CALL_FAILED where none was shown, NOT_FOUND, or what the vault says
 */
export async function showCertificate(
  question: CertificateQuestion,
  context: Context,
  signal: AbortSignal | undefined,
): Promise<CertificateFacts> {
  const url = new URL(question.url)
  const tunnel = await tunnelInQuestion(question, context)
  try {
    if (tunnel === null) return await inspectCertificate(url)
    return await inspectThrough(tunnel, url, signal ?? new AbortController().signal, (hostKeySha256) => {
      const { accountId } = question
      if (accountId !== undefined && isKeptServer(accountId, tunnel, context)) {
        pinHostKey(accountId, hostKeySha256, context.store)
      }
    })
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause
    if (cause instanceof TunnelError) throw new AssayError('CALL_FAILED', cause.message, { cause })
    const { message } = explainFailure(cause, {
      host: url.host,
      sent: false,
      replyBegun: false,
      bytesIn: 0,
      bytesExpected: null,
    })
    throw new AssayError('CALL_FAILED', message, { cause })
  }
}

async function inspectThrough(
  access: TunnelAccess,
  url: URL,
  signal: AbortSignal,
  hostKeySeen: (hostKeySha256: string) => void,
): Promise<ShownCertificate> {
  const tunnel = createTunnel({ access, clock: REAL_TIME, hostKeySeen })
  try {
    await tunnel.ready(signal)
    const { host, port } = placeOf(url)
    return await inspectCertificate(url, await tunnel.connect(host, port))
  } finally {
    tunnel.close()
  }
}
