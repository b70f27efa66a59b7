import { onTestFinished } from 'vitest'
import { cachedLookup } from '#main/engine/http/cached-lookup.ts'
import type { FilledRequest } from '#main/engine/http/fill-template.ts'
import { createHttpClient, type HttpClient } from '#main/engine/http/http-client.ts'
import { urlForRecord } from '#main/engine/http/url-policy.ts'
import { startTrialClock } from '#main/engine/trial-clock.ts'

/** A client that ends with the test. */
export function clientForTest(options: Partial<Parameters<typeof createHttpClient>[0]> = {}): HttpClient {
  const now = startTrialClock(() => performance.now())
  const client = createHttpClient({ connections: 2, now, lookup: cachedLookup({ now }), ...options })
  onTestFinished(() => client.close())
  return client
}

export function get(address: string): FilledRequest {
  const url = new URL(address)
  return { method: 'GET', url, recordedUrl: urlForRecord(url), headers: {}, body: null }
}

export function post(address: string, body: string): FilledRequest {
  return { ...get(address), method: 'POST', body: new TextEncoder().encode(body) }
}

export const NEVER = new AbortController().signal
