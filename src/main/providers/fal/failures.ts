import { MAXIMUM_ERROR_BYTES, parseJsonBody } from '../kit/parse-json-body.ts'
import { classifyStatus, providerFailure, type ReplyFailureClass } from '../kit/provider-failure.ts'
import { readErrorText } from '../kit/reply-text.ts'
import { readRetryAfterMs } from '../kit/retry-after.ts'
import type { Ask, ReadFailure, Reply } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { ErrorReply } from './schemas.ts'

const PROVIDER = descriptor.name

export const HALF_A_KEY = 'A key of fal has two halves, id:secret; one of them alone is refused.'

/**
 * Types of errors and what they mean: those of the platform, and of a model's own those that say more than their status.
 * Failed calls of the platform are not billed, so that they may be sent again.
 */
const BY_TYPE: Readonly<Record<string, { class: ReplyFailureClass; retryable?: boolean }>> = {
  content_policy_violation: { class: 'content-policy' },
  // The time that was waited is waited again; a longer one is for the user to choose.
  request_timeout: { class: 'timeout' },
  startup_timeout: { class: 'timeout' },
  generation_timeout: { class: 'timeout', retryable: false },
  runner_scheduling_failure: { class: 'server' },
  runner_connection_timeout: { class: 'server' },
  runner_disconnected: { class: 'server' },
  runner_connection_refused: { class: 'server' },
  runner_connection_error: { class: 'server' },
  internal_error: { class: 'server' },
  concurrent_requests_limit: { class: 'rate-limit' },
  client_cancelled: { class: 'server', retryable: false },
}

/** The failure behind a documented type; null where the type is none of them. */
export function failureOfType(type: string, status: number): ReadFailure | null {
  const known = Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type] : undefined
  return known === undefined
    ? null
    : providerFailure({ provider: PROVIDER, status, ...known, detail: `Type: ${type}.` })
}

/** What the result answers while the request is still under way: seen with several statuses, so the words count. */
export function isStillInProgress({ status, body }: Reply): boolean {
  if (status < 400 || status > 499) return false
  const parsed = parseJsonBody(body, ErrorReply, MAXIMUM_ERROR_BYTES)
  const detail = parsed.ok ? parsed.value.detail : undefined
  return typeof detail === 'string' && /still in progress/i.test(detail)
}

/**
 * A reply that is no success.
 * @param options.isResult the reply is the result of a request: an error in it that has fal's own shape is that of the
 *   request, and asking again would hear the same
 */
export function readError(reply: Reply, ask: Ask, options: { isResult?: boolean } = {}): ReadFailure {
  const { status, headers } = reply
  const parsed = parseJsonBody(reply.body, ErrorReply, MAXIMUM_ERROR_BYTES)
  const { detail, error_type: errorType } = parsed.ok ? parsed.value : {}
  const types = [
    ...(Array.isArray(detail) ? detail.map(({ type }) => type) : []),
    errorType,
    headers['x-fal-error-type'],
  ].filter((type) => type !== null && type !== undefined)
  const failure =
    types.map((type) => failureOfType(type, status)).find((known) => known !== null) ?? failureOfStatus(reply, ask)
  const final =
    headers['x-fal-retryable'] === 'false' ||
    // The deadline was the caller's own: the same one would pass again.
    headers['x-fal-request-timeout-type'] === 'user' ||
    (options.isResult === true && status >= 500 && detail !== undefined)
  return {
    ...failure,
    retryable: failure.retryable && !final,
    retryAfterMs: readRetryAfterMs(headers),
  }
}

function failureOfStatus(reply: Reply, ask: Ask): ReadFailure {
  const { status } = reply
  const of = (failureClass: ReplyFailureClass, detail?: string): ReadFailure =>
    providerFailure({ provider: PROVIDER, status, class: failureClass, ...(detail !== undefined && { detail }) })
  if (status === 401) return of('authentication', HALF_A_KEY)
  if (status === 403 && isLocked(readErrorText(reply, ask))) {
    return of('payment', 'The balance is used up, or the account is locked.')
  }
  return of(classifyStatus(status))
}

/** @param text of the reply in lower case */
export function isLocked(text: string): boolean {
  return text.includes('exhausted balance') || text.includes('user is locked')
}
