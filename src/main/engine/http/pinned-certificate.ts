import { createHash } from 'node:crypto'
import type { TLSSocket } from 'node:tls'

/** A server that showed another certificate than the pinned one. */
export class OtherCertificateError extends Error {
  readonly pinned: string
  readonly shown: string

  /** @param shown SHA-256 of what it showed, lower-case hex */
  constructor(pinned: string, shown: string) {
    super(`The certificate is ${shown} and not ${pinned}.`)
    this.name = 'OtherCertificateError'
    this.pinned = pinned
    this.shown = shown
  }
}

/**
 * Whom a TLS connection is with, by the only thing that a certificate nobody vouches for can be known by.
 * @returns null where the certificate is the pinned one
 */
export function checkPin(socket: Pick<TLSSocket, 'getPeerX509Certificate'>, pinned: string): Error | null {
  const certificate = socket.getPeerX509Certificate()
  if (certificate === undefined) return new Error('The server showed no certificate.')
  const shown = fingerprintOf(certificate.raw)
  return shown === pinned ? null : new OtherCertificateError(pinned, shown)
}

/** SHA-256 of a certificate's DER in lower-case hex, as `openssl x509 -fingerprint -sha256` tells it but for case and colons. */
export function fingerprintOf(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('hex')
}
