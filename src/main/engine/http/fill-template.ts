import type { Credentials, HeaderTemplate, RequestTemplate } from '#main/providers/provider-adapter.ts'
import { encodeJson, type EncodedBody } from './encode-body.ts'
import { urlForRecord } from './url-policy.ts'

/** A request that is ready to be sent. It holds secrets: never log or store it. `recordedUrl` is what may be kept. */
export interface FilledRequest {
  method: RequestTemplate['method']
  url: URL
  recordedUrl: string
  headers: Record<string, string>
  body: Uint8Array | null
}

export type FilledTemplate =
  { ok: true; request: FilledRequest } | { ok: false; class: 'authentication' | 'malformed-reply'; message: string }

/** What HTTP allows in a header's value (RFC 9110, 5.5), less obsolete text beyond ASCII. */
const HEADER_VALUE = /^[\t\u{20}-\u{7e}]*$/u
/** A header's name (RFC 9110, 5.6.2). */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
/** Headers that frame a message or choose its host: set by hand they would break it, or lead it elsewhere. */
const FRAMING_HEADERS = new Set(['host', 'content-length', 'transfer-encoding', 'connection', 'upgrade', 'expect'])

/**
 * Fills an adapter's template with the account's credentials and joins it to the base URL: the only place where a
 * secret meets a request. A header whose credential is not set is left out.
 * @param body as `encodeBody` gave it; may be left out where the body carries no picture
 * @returns `authentication` where a credential can't stand in a header; `malformed-reply` where the path leads to
 *   another origin (an adapter takes it from a reply)
 */
export function fillTemplate(
  template: RequestTemplate,
  credentials: Credentials,
  base: URL,
  body: EncodedBody | null = encodeJson(template.body),
): FilledTemplate {
  const url = urlUnder(base, template.path)
  if (url === null || url.origin !== base.origin) {
    const message = `A request was to go to another server than ${base.host}; credentials are not sent there.`
    return { ok: false, class: 'malformed-reply', message }
  }
  // Asked for plain: an encoded picture would have to be unpacked on the thread that measures.
  const headers: Record<string, string> = { 'user-agent': 'assay', 'accept-encoding': 'identity' }
  if (body !== null) headers['content-type'] = body.contentType
  const filled = fillHeaders(template, credentials)
  if (!filled.ok) return { ok: false, class: 'authentication', message: filled.message }
  Object.assign(headers, filled.headers)
  const { method } = template
  return { ok: true, request: { method, url, recordedUrl: urlForRecord(url), headers, body: body?.bytes ?? null } }
}

/** The headers of a template with the credentials in them, names in lower case. The message names no value. */
export function fillHeaders(
  { headers, ownHeader }: { headers: RequestTemplate['headers']; ownHeader?: RequestTemplate['ownHeader'] | undefined },
  credentials: Credentials,
): { ok: true; headers: Record<string, string> } | { ok: false; message: string } {
  const filled: Record<string, string> = {}
  for (const [name, template] of Object.entries(headers)) {
    const value = fillHeader(template, credentials)
    if (value === null) continue
    if (!HEADER_VALUE.test(value)) {
      const message = `The credential for the header ${name} holds a character that can't be sent, such as a line break. Set it again.`
      return { ok: false, message }
    }
    filled[name.toLowerCase()] = value
  }
  if (ownHeader === undefined) return { ok: true, headers: filled }
  const name = credentialOf(ownHeader.name, credentials)
  const value = credentialOf(ownHeader.value, credentials)
  if (name === null || value === null) return { ok: true, headers: filled }
  if (!HEADER_NAME.test(name) || FRAMING_HEADERS.has(name.toLowerCase())) {
    return { ok: false, message: 'The name of the account’s own header can’t be a header’s name. Set it again.' }
  }
  if (!HEADER_VALUE.test(value)) {
    const message = `The value of the account’s own header ${name} holds a character that can't be sent, such as a line break. Set it again.`
    return { ok: false, message }
  }
  filled[name.toLowerCase()] = value
  return { ok: true, headers: filled }
}

/** null where the credential is not set. Basic credentials are UTF-8 (RFC 7617). */
function fillHeader(value: HeaderTemplate, credentials: Credentials): string | null {
  if (typeof value === 'string') return value
  if ('basic' in value) {
    const username = credentialOf(value.basic.username, credentials)
    const password = credentialOf(value.basic.password, credentials)
    return username === null || password === null ? null : `Basic ${basicToken(username, password)}`
  }
  const secret = credentialOf(value.credential, credentials)
  return secret === null ? null : `${value.prefix ?? ''}${secret}`
}

function credentialOf(field: string, credentials: Credentials): string | null {
  const value = Object.hasOwn(credentials, field) ? credentials[field] : undefined
  return value === undefined || value === '' ? null : value
}

/** What Basic authentication sends for a user name and password. */
export function basicToken(username: string, password: string): string {
  return Buffer.from(`${username}:${password}`, 'utf8').toString('base64')
}

/**
 * A path is appended to the base URL's own path (`https://host/proxy` + `/v1/x`); an absolute URL stands for itself.
 */
export function urlUnder(base: URL, path: string): URL | null {
  if (/^https?:\/\//i.test(path)) return URL.parse(path)
  return URL.parse(`${base.origin}${base.pathname.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`)
}
