import { connect, type TLSSocket } from 'node:tls'
import { isIP } from 'node:net'
import type { Duplex } from 'node:stream'
import { fingerprintOf } from './pinned-certificate.ts'

/** What a server shows before anything is sent to it. Times are ISO 8601. */
export interface ShownCertificate {
  /** Of the DER, lower-case hex. */
  sha256: string
  subject: string
  issuer: string
  validFrom: string
  validUntil: string
  trusted: boolean
  /** Why it is not trusted: the code that a connection would fail with; null where it is. */
  reason: string | null
}

const CONNECT_MS = 10_000

/**
 * Greets a server by TLS, looks at its certificate and hangs up: no request is made, so nothing secret can be sent to the wrong one.
 * @param through a connection to the server that is open already, such as one through a tunnel; one is made if absent
 * @throws Error of the socket where no certificate was shown, with its `code`
 */
export async function inspectCertificate(url: URL, through?: Duplex): Promise<ShownCertificate> {
  const { host, port } = placeOf(url)
  const { promise, resolve, reject } = Promise.withResolvers<TLSSocket>()
  const socket = connect(
    {
      host,
      port,
      ...(through !== undefined && { socket: through }),
      // Whom it claims to be is what is to be found out: nothing but the greeting is exchanged.
      rejectUnauthorized: false,
      ...(isIP(host) === 0 && { servername: host }),
    },
    () => resolve(socket),
  )
  socket.setTimeout(CONNECT_MS, () => {
    socket.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' }))
  })
  socket.once('error', reject)
  try {
    await promise
    const certificate = socket.getPeerX509Certificate()
    if (certificate === undefined) throw new Error('The server showed no certificate.')
    return {
      sha256: fingerprintOf(certificate.raw),
      subject: oneLine(certificate.subject),
      issuer: oneLine(certificate.issuer),
      validFrom: certificate.validFromDate.toISOString(),
      validUntil: certificate.validToDate.toISOString(),
      trusted: socket.authorized,
      reason: socket.authorized ? null : String(socket.authorizationError),
    }
  } finally {
    socket.destroy()
  }
}

/** Name or address without brackets, and port, as a connection takes them. */
export function placeOf(url: URL): { host: string; port: number } {
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port === '' ? 443 : Number(url.port) }
}

/** `CN=studio-box, O=Atelier`: the parts of a name come one a line. */
function oneLine(name: string): string {
  return name.split('\n').join(', ')
}
