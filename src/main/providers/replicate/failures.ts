import { MAXIMUM_ERROR_BYTES, parseJsonBody } from '../kit/parse-json-body.ts'
import { classifyStatus, providerFailure, type ReplyFailureClass } from '../kit/provider-failure.ts'
import { readErrorText } from '../kit/reply-text.ts'
import { readRetryAfterMs } from '../kit/retry-after.ts'
import type { Ask, ReadFailure, Reply } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { ErrorReply, PredictionInput, type Prediction } from './schemas.ts'

const PROVIDER = descriptor.name

/**
 * A prediction that failed: `error` is the text of whatever the model raised. It is never sent again by itself, because the
 * time until then may be billed.
 */
export function readFailedPrediction({ error }: Prediction, reply: Reply, ask: Ask): ReadFailure {
  const of = (failureClass: ReplyFailureClass, detail?: string): ReadFailure =>
    providerFailure({
      provider: PROVIDER,
      status: reply.status,
      class: failureClass,
      retryable: false,
      ...(detail !== undefined && { detail }),
    })
  // The rest of the prediction repeats the input: only the words of the error are looked at.
  const text = readErrorText({ ...reply, body: new TextEncoder().encode(typeof error === 'string' ? error : '') }, ask)
  if (/nsfw|safety (?:checker|filter)|flagged as sensitive|content policy|moderation/.test(text))
    return of('content-policy')
  if (/out of memory|outofmemoryerror/.test(text))
    return of('server', 'The GPU ran out of memory: ask for a smaller picture.')
  return of('server', 'The prediction failed.')
}

/** A reply that is no prediction: a problem in JSON with title and detail, or whatever a gateway says. */
export function readError(reply: Reply): ReadFailure {
  const { status, headers } = reply
  const parsed = parseJsonBody(reply.body, ErrorReply, MAXIMUM_ERROR_BYTES)
  const { title, detail, invalid_fields: fields } = parsed.ok ? parsed.value : {}
  const failure = (more?: string): ReadFailure =>
    providerFailure({
      provider: PROVIDER,
      status,
      class: classifyStatus(status),
      retryAfterMs: readRetryAfterMs(headers) ?? readThrottleMs(detail ?? ''),
      ...(more !== undefined && { detail: more }),
    })
  if (status !== 422) return failure()
  if (title === 'Invalid version or not permitted')
    return failure('It has no such version of the model, or not for this token.')
  // Of the reply's own text only names of fields that are ours are repeated.
  const names = Object.keys(PredictionInput.shape).filter((name) =>
    fields?.some(({ field }) => field === name || field === `input.${name}`),
  )
  return names.length === 0 ? failure() : failure(`It names ${names.join(', ')}.`)
}

/** The 429 says in words how long to wait: "Expected available in 1 second.", "Your rate limit resets in ~30s." */
function readThrottleMs(detail: string): number | null {
  const match = /(?:available in|resets in) ~?(\d{1,5}) ?s/i.exec(detail)
  return match === null ? null : Number(match[1]) * 1000
}
