import { classifyStatus, providerFailure, type ReplyFailureClass } from '../kit/provider-failure.ts'
import { readErrorText } from '../kit/reply-text.ts'
import { readRetryAfterMs, waitUntilMs } from '../kit/retry-after.ts'
import type { Ask, ReadFailure, Reply } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'

const PROVIDER = descriptor.name

export function readError(reply: Reply, ask: Ask): ReadFailure {
  const { status } = reply
  const text = readErrorText(reply, ask)
  const failure = (failureClass: ReplyFailureClass, detail?: string): ReadFailure =>
    providerFailure({
      provider: PROVIDER,
      status,
      class: failureClass,
      ...(detail !== undefined && { detail }),
      retryAfterMs: readRetryAfterMs(reply.headers) ?? readRateLimitWaitMs(reply.headers),
    })

  if (status === 406) {
    // One status for four things; only the text tells them apart.
    if (text.includes('credit') || text.includes('balance')) return failure('payment', 'The credits do not suffice.')
    if (text.includes('spend')) return failure('payment', 'The team’s spending limit is reached.')
    return failure('invalid-request')
  }
  // No code is documented for a refused prompt: it has been seen as 400 and 422 with words like these.
  if ((status === 400 || status === 422) && isRefusal(text)) return failure('content-policy')
  if (status === 410) return failure('invalid-request', 'The model has been retired.')
  return failure(classifyStatus(status))
}

/** @param text of the error, in lower case and without the prompt */
export function isRefusal(text: string): boolean {
  return /nsfw|content policy|moderation|safety (?:filter|checker|system)|inappropriate content/.test(text)
}

/** Segmind has no Retry-After; it names the moment, in UTC, when the limit is reset. */
function readRateLimitWaitMs(headers: Reply['headers']): number | null {
  const moment = headers['x-rate-limit-reset-at-utc']
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2}(?:\.\d+)?)(?:Z|\+00:00)?$/.exec(moment ?? '')
  return match === null ? null : waitUntilMs(Date.parse(`${match[1]}T${match[2]}Z`), headers)
}
