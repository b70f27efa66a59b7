import { isIP } from 'node:net'
import { isPrivateAddress } from './private-address.ts'

/** A URL longer than this is not an address but an attack on whatever keeps it. */
const LONGEST_URL = 8192

export type CheckedUrl = { ok: true; url: URL } | { ok: false; message: string }
export type CheckedDownloadUrl = { ok: true; url: URL; ownHost: boolean } | { ok: false; message: string }

/**
 * Whether a picture may be fetched from a URL that a reply names. A reply is hostile: without this, a provider could
 * make the user's machine ask its own network. http and https only, no user information, no private or loopback address
 * unless the account's own base URL is on that host (then any port of it will do: a server of one's own may serve
 * pictures beside the API). What a name resolves to is checked when the connection is made (`cachedLookup`), which
 * `ownHost: true` waives.
 */
export function checkDownloadUrl(text: string, options: { baseUrl: string }): CheckedDownloadUrl {
  const parsed = parsePlainUrl(text)
  if (!parsed.ok) return { ok: false, message: `The picture's address ${parsed.message}; it was not followed.` }
  const { url } = parsed
  const ownHost = url.hostname === new URL(options.baseUrl).hostname
  const address = url.hostname.replace(/^\[|\]$/g, '')
  if (!ownHost && isIP(address) !== 0 && isPrivateAddress(address)) {
    return {
      ok: false,
      message: `The picture's address points into a private network (${address}); it was not followed.`,
    }
  }
  return { ok: true, url, ownHost }
}

/**
 * The place to ask after a job, which gets the account's credentials: same origin as the base URL, or refused.
 * @param text absolute, or relative to `requestUrl` as a Location header may be (RFC 9110, 10.2.2)
 */
export function checkStatusUrl(text: string, options: { baseUrl: string; requestUrl: string }): CheckedUrl {
  const parsed = parsePlainUrl(text, options.requestUrl)
  if (!parsed.ok)
    return { ok: false, message: `The address to ask after the job ${parsed.message}; it was not followed.` }
  if (parsed.url.origin !== new URL(options.baseUrl).origin) {
    const message = `The address to ask after the job is on another server (${parsed.url.host}); credentials are not sent there.`
    return { ok: false, message }
  }
  return parsed
}

/** The message is the rest of a sentence about the address. */
function parsePlainUrl(text: string, base?: string): CheckedUrl {
  if (text.length > LONGEST_URL) return { ok: false, message: `is longer than ${LONGEST_URL} characters` }
  const url = URL.parse(text, base)
  if (url === null) return { ok: false, message: 'is not a URL' }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return { ok: false, message: `is not http or https (${url.protocol.slice(0, 20)})` }
  }
  if (url.username !== '' || url.password !== '') return { ok: false, message: 'holds a user name or password' }
  return { ok: true, url }
}

/**
 * A URL as it may be stored and shown: without user information and fragment, and of its query the names only, since a
 * value may be a credential (a presigned download). `https://host/path?task_id=…`
 */
export function urlForRecord(url: URL): string {
  const names = [...url.searchParams].map(([name, value]) => (value === '' ? '…' : `${encodeURIComponent(name)}=…`))
  const query = names.length === 0 ? '' : `?${names.join('&')}`
  return `${url.origin}${url.pathname}${query}`
}
