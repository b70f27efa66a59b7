import type { Credentials, HeaderTemplate, RequestTemplate } from '#main/providers/provider-adapter.ts'
import { urlForRecord } from './url-policy.ts'

/** A request that is ready to be sent. It holds secrets: never log or store it. `recordedUrl` is what may be kept. */
export interface FilledRequest {
  method: 'GET' | 'POST'
  url: URL
  recordedUrl: string
  headers: Record<string, string>
  body: Uint8Array | null
}

export type FilledTemplate =
  { ok: true; request: FilledRequest } | { ok: false; class: 'authentication' | 'malformed-reply'; message: string }

const ENCODER = new TextEncoder()

/** What HTTP allows in a header's value (RFC 9110, 5.5), less obsolete text beyond ASCII. */
const HEADER_VALUE = /^[\t\u{20}-\u{7e}]*$/u

/**
 * Fills an adapter's template with the account's credentials and joins it to the base URL: the only place where a
 * secret meets a request. A header whose credential is not set is left out.
 * @returns `authentication` where a credential can't stand in a header; `malformed-reply` where the path leads to
 *   another origin (an adapter takes it from a reply)
 */
export function fillTemplate(template: RequestTemplate, credentials: Credentials, base: URL): FilledTemplate {
  const url = joinPath(base, template.path)
  if (url === null || url.origin !== base.origin) {
    const message = `A request was to go to another server than ${base.host}; credentials are not sent there.`
    return { ok: false, class: 'malformed-reply', message }
  }
  // Asked for plain: an encoded picture would have to be unpacked on the thread that measures.
  const headers: Record<string, string> = { 'user-agent': 'assay', 'accept-encoding': 'identity' }
  if (template.body !== null) headers['content-type'] = 'application/json'
  for (const [name, value] of Object.entries(template.headers)) {
    const filled = fillHeader(value, credentials)
    if (filled === null) continue
    if (!HEADER_VALUE.test(filled)) {
      const message = `The credential for the header ${name} holds a character that can't be sent, such as a line break. Set it again.`
      return { ok: false, class: 'authentication', message }
    }
    headers[name.toLowerCase()] = filled
  }
  const body = template.body === null ? null : ENCODER.encode(JSON.stringify(template.body))
  return { ok: true, request: { method: template.method, url, recordedUrl: urlForRecord(url), headers, body } }
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
function joinPath(base: URL, path: string): URL | null {
  if (/^https?:\/\//i.test(path)) return URL.parse(path)
  return URL.parse(`${base.origin}${base.pathname.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`)
}
