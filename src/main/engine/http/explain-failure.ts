import { formatDuration } from '#shared/units/duration.ts'
import { TunnelError } from '../tunnel/tunnel-error.ts'
import { RefusedAddressError } from './cached-lookup.ts'
import { OtherCertificateError } from './pinned-certificate.ts'

/** Why an exchange gave no whole reply. The message is one sentence for people and holds no secret. */
export interface ExchangeFailure {
  class: 'timeout' | 'network' | 'malformed-reply' | 'cancelled'
  message: string
}

/** How far an exchange had come when it broke off. */
export interface BrokenExchange {
  /** Host and port as in the URL. */
  host: string
  sent: boolean
  replyBegun: boolean
  bytesIn: number
  /** What content-length said; null where it did not. */
  bytesExpected: number | null
}

const CERTIFICATE_CODES = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

/** Sentences for the failures of a connection; undefined for those that depend on how far the exchange had come. */
function explainCode(code: string, host: string): ExchangeFailure | undefined {
  if (CERTIFICATE_CODES.has(code)) {
    const message =
      `The certificate of ${host} can't be trusted (${code}). Nothing was sent. ` +
      'If the server is your own, look at its certificate in the account, and pin it there.'
    return { class: 'network', message }
  }
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO') {
    return {
      class: 'network',
      message: `${host} did not agree on an encrypted connection (${code}). Nothing was sent.`,
    }
  }
  switch (code) {
    case 'ECONNREFUSED':
      return { class: 'network', message: `${host} refused the connection: nothing listens there.` }
    case 'ENOTFOUND':
      return { class: 'network', message: `The host name of ${host} was not found. Check the address.` }
    case 'EAI_AGAIN':
      return {
        class: 'network',
        message: `The host name of ${host} could not be looked up: the name server did not answer.`,
      }
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
      return { class: 'network', message: `${host} can't be reached from this network (${code}).` }
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return { class: 'timeout', message: `${host} did not accept a connection in time.` }
    case 'UND_ERR_HEADERS_TIMEOUT':
      return { class: 'timeout', message: `${host} did not begin to answer in time.` }
    case 'UND_ERR_BODY_TIMEOUT':
      return { class: 'timeout', message: `${host} stopped in the middle of its answer.` }
    case 'UND_ERR_HEADERS_OVERFLOW':
      return { class: 'malformed-reply', message: `${host} answered with more headers than are accepted.` }
    default:
      return undefined
  }
}

/** Turns whatever undici or the socket threw into a class and a sentence. */
export function explainFailure(error: Error, broken: BrokenExchange): ExchangeFailure {
  const cause = firstCause(error)
  if (cause instanceof RefusedAddressError) {
    const message = `${broken.host} leads into a private network (${cause.address}); it was not followed.`
    return { class: 'malformed-reply', message }
  }
  if (cause instanceof TunnelError) return { class: 'network', message: cause.message }
  if (cause instanceof OtherCertificateError) {
    const message =
      `The certificate of ${broken.host} is not the one that is pinned: it showed SHA-256 ${cause.shown}, and ${cause.pinned} was expected. ` +
      'Nothing was sent. If you renewed it yourself, pin the new one in the account.'
    return { class: 'network', message }
  }
  // undici's parser gives its errors no code in most cases, but always this name.
  if (cause instanceof Error && cause.name === 'HTTPParserError') {
    return { class: 'malformed-reply', message: `${broken.host} answered with something that is not HTTP.` }
  }
  const code = codeOf(cause)
  return explainCode(code, broken.host) ?? { class: 'network', message: explainBreak(code, broken) }
}

/** A time limit of ours that was over. A server that answers byte by byte is told from one that does not answer. */
export function explainTimeout(
  totalMs: number,
  { host, replyBegun, bytesIn, bytesExpected }: BrokenExchange,
): ExchangeFailure {
  const within = formatDuration(totalMs)
  if (!replyBegun) return { class: 'timeout', message: `${host} did not answer within ${within}.` }
  const of = bytesExpected === null ? '' : ` of ${bytesExpected}`
  const message = `${host} had not finished its answer within ${within}: ${bytesIn}${of} bytes had come.`
  return { class: 'timeout', message }
}

/** What is left is a connection that ended too soon: where it broke tells more than its code. */
function explainBreak(code: string, { host, sent, replyBegun, bytesIn, bytesExpected }: BrokenExchange): string {
  const how = code === '' ? '' : ` (${code})`
  if (!sent) return `The connection to ${host} failed before anything was sent${how}.`
  if (!replyBegun) return `${host} closed the connection before it answered${how}.`
  const of = bytesExpected === null ? '' : ` of ${bytesExpected}`
  return `${host} closed the connection in the middle of its answer, after ${bytesIn}${of} bytes${how}.`
}

/** Where every address of a host fails, Node gives one error that holds them all: the first speaks for it. */
function firstCause(error: unknown): unknown {
  return error instanceof AggregateError && error.errors.length > 0 ? (error.errors[0] as unknown) : error
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
