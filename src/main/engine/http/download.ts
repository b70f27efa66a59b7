import type { Reply } from '#main/providers/provider-adapter.ts'
import type { Exchange } from '#shared/domain/sample.ts'
import type { ExchangeFailure } from './explain-failure.ts'
import type { FilledRequest } from './fill-template.ts'
import type { ExchangeLimits, HttpClient } from './http-client.ts'
import { checkDownloadUrl, urlForRecord } from './url-policy.ts'

/** As many as a presigned link behind a CDN needs, with room to spare; browsers allow 20. */
const MOST_REDIRECTS = 5
const REDIRECT_STATUSES = new Set([301, 302, 303, 307, 308])

export type Downloaded =
  | { ok: true; bytes: Uint8Array; exchanges: Exchange[] }
  | {
      ok: false
      failure: { class: ExchangeFailure['class'] | 'server'; message: string }
      /** The reply that refused, where there was one. */
      refusal: { status: number; headers: Record<string, string>; body: Uint8Array } | null
      exchanges: Exchange[]
    }

/**
 * Fetches a picture from a URL that a reply named. It sends no credentials at all. Redirects are followed by hand, at
 * most five, and each address is checked like the first.
 * @param options.ownHost client for the account's own host, `options.elsewhere` for all others: its lookup refuses
 *   private addresses
 */
export async function download(options: {
  url: string
  baseUrl: string
  ownHost: HttpClient
  elsewhere: HttpClient
  /** Asked before each exchange, because the time left shrinks. */
  limits: () => ExchangeLimits
  signal: AbortSignal
}): Promise<Downloaded> {
  const { baseUrl, ownHost, elsewhere, limits, signal } = options
  const exchanges: Exchange[] = []
  let target = options.url
  for (let redirects = 0; ; redirects += 1) {
    const checked = checkDownloadUrl(target, { baseUrl })
    if (!checked.ok) return refuse(checked.message, exchanges)
    const client = checked.ownHost ? ownHost : elsewhere
    const result = await client.exchange(plainGet(checked.url), 'download', limits(), signal)
    exchanges.push(result.exchange)
    if (!result.ok) return { ok: false, failure: result.failure, refusal: null, exchanges }
    const { reply } = result
    if (reply.status === 200) return { ok: true, bytes: reply.body, exchanges }

    const moved = redirectTarget(reply, checked.url.href)
    if (moved === null) {
      const message = `The picture could not be fetched: ${checked.url.host} answered with status ${reply.status}.`
      return { ok: false, failure: { class: 'server', message }, refusal: reply, exchanges }
    }
    if (redirects === MOST_REDIRECTS) {
      return refuse(`The picture's address was redirected more than ${MOST_REDIRECTS} times.`, exchanges)
    }
    target = moved
  }
}

/** Where a reply sends us instead, made absolute where that can be; null where it is no redirect. */
export function redirectTarget(
  { status, headers }: Pick<Reply, 'status' | 'headers'>,
  requestUrl: string,
): string | null {
  const location = REDIRECT_STATUSES.has(status) ? headers['location'] : undefined
  return location === undefined ? null : (URL.parse(location, requestUrl)?.href ?? location)
}

function refuse(message: string, exchanges: Exchange[]): Downloaded {
  return { ok: false, failure: { class: 'malformed-reply', message }, refusal: null, exchanges }
}

function plainGet(url: URL): FilledRequest {
  const headers = { 'user-agent': 'assay', 'accept-encoding': 'identity', accept: 'image/*' }
  return { method: 'GET', url, recordedUrl: urlForRecord(url), headers, body: null }
}
