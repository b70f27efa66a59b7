import { explainFailure } from '#main/engine/http/explain-failure.ts'
import { inspectCertificate } from '#main/engine/http/inspect-certificate.ts'
import type { CertificateFacts } from '#shared/domain/account.ts'
import { AssayError } from '#shared/errors.ts'

/** The certificate at an address, to be looked at before it is pinned. @throws AssayError CALL_FAILED where none was shown */
export async function showCertificate(address: string): Promise<CertificateFacts> {
  const url = new URL(address)
  try {
    return await inspectCertificate(url)
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause
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
