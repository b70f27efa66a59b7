import type { Reported } from '#shared/domain/sample.ts'
import { microsFromUsd } from '#shared/units/money.ts'
import {
  classifyStatus,
  failedReading,
  malformedReply,
  NOTHING_REPORTED,
  providerFailure,
  type ReplyFailureClass,
} from '../kit/provider-failure.ts'
import { readDecimal, readSecondsAsMs } from '../kit/read-decimal.ts'
import { readErrorText } from '../kit/reply-text.ts'
import { readRetryAfterMs, waitUntilMs } from '../kit/retry-after.ts'
import type { Ask, ReadFailure, Reading, Reply } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'

const PROVIDER = descriptor.name

/** The body of a 200 is the picture itself; what it cost and took is in headers. Only a 200 is billed. */
export function readSubmit(reply: Reply, ask: Ask): Reading {
  const reported = readReported(reply.headers)
  if (reply.status !== 200) return failedReading(readError(reply, ask), reported)
  const contentType = reply.headers['content-type'] ?? ''
  if (/json|text/i.test(contentType)) {
    return failedReading(malformedReply(PROVIDER, 200, 'it is text where the picture should be'), reported)
  }
  if (reply.body.byteLength === 0) return failedReading(malformedReply(PROVIDER, 200, 'it is empty'), reported)
  return { state: 'finished', pictures: [{ kind: 'bytes', bytes: reply.body }], reported }
}

function readReported(headers: Reply['headers']): Reported {
  return {
    ...NOTHING_REPORTED,
    inferenceMs: readSecondsAsMs(headers['x-generation-time']),
    costMicros: readDecimal(headers['x-cost']) === null ? null : microsFromUsd(headers['x-cost'] ?? ''),
    seed: headers['x-seed-value'] ?? null,
    requestId: headers['x-request-id'] ?? null,
  }
}

function readError(reply: Reply, ask: Ask): ReadFailure {
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
  const refused = /nsfw|content policy|moderation|safety (?:filter|checker|system)|inappropriate content/.test(text)
  if ((status === 400 || status === 422) && refused) return failure('content-policy')
  if (status === 410) return failure('invalid-request', 'The model has been retired.')
  return failure(classifyStatus(status))
}

/** Segmind has no Retry-After; it names the moment, in UTC, when the limit is reset. */
function readRateLimitWaitMs(headers: Reply['headers']): number | null {
  const moment = headers['x-rate-limit-reset-at-utc']
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2}(?:\.\d+)?)(?:Z|\+00:00)?$/.exec(moment ?? '')
  return match === null ? null : waitUntilMs(Date.parse(`${match[1]}T${match[2]}Z`), headers)
}
