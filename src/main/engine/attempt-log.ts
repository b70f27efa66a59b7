import { NOTHING_REPORTED } from '#main/providers/kit/provider-failure.ts'
import type { ReadFailure, RemoteJob } from '#main/providers/provider-adapter.ts'
import type { Exchange, Failure, Reported } from '#shared/domain/sample.ts'
import { formatDuration } from '#shared/units/duration.ts'
import type { Redact } from './redact-secrets.ts'

/**
 * What an attempt has gathered so far. It grows as the attempt goes on, so that a failure keeps all that came before
 * it.
 */
export interface AttemptLog {
  readonly startedMs: number
  /** The attempt's one time limit, over submit, polls and downloads. */
  readonly deadlineMs: number
  /** The last byte in, or the moment it was given up. */
  lastByteMs: number
  exchanges: Exchange[]
  reported: Reported
  pollingSlackMs: number | null
  deliveredCount: number | null
  /** What the provider answered at last, as it may be kept; null until then, and where the answer was the picture. */
  answer: string | null
  /** A job that the provider has accepted and that is not known to have ended. */
  openJob: RemoteJob | null
}

/** Why an attempt ended without a picture, and whether another may follow. */
export interface AttemptFailure {
  failure: Failure
  retryable: boolean
  retryAfterMs: number | null
}

const LONGEST_RAW_BODY = 2000
const LONGEST_REQUEST_ID = 200

export function startAttemptLog(startedMs: number, timeoutMs: number): AttemptLog {
  return {
    startedMs,
    deadlineMs: startedMs + timeoutMs,
    lastByteMs: startedMs,
    exchanges: [],
    reported: NOTHING_REPORTED,
    pollingSlackMs: null,
    deliveredCount: null,
    answer: null,
    openJob: null,
  }
}

/** Node's timers count whole milliseconds of their own clock and may fire that much early. */
const TIMER_TOLERANCE_MS = 1

/** Whether the attempt's time was up at a moment of the trial's clock. */
export function isOutOfTime({ deadlineMs }: AttemptLog, atMs: number): boolean {
  return atMs >= deadlineMs - TIMER_TOLERANCE_MS
}

export function addExchange(log: AttemptLog, exchange: Exchange, redact: Redact): void {
  log.exchanges.push(withRequestId(exchange, redact))
  log.lastByteMs = exchange.startedMs + exchange.totalMs
}

/** An exchange as it may be kept: a provider could name the call by a credential. */
export function withRequestId(exchange: Exchange, redact: Redact): Exchange {
  const { requestId } = exchange
  return requestId === null ? exchange : { ...exchange, requestId: redact(requestId).slice(0, LONGEST_REQUEST_ID) }
}

/** A later reply knows more than an earlier one, and does not take back what that one said. */
export function addReported(log: AttemptLog, later: Reported, redact: Redact): void {
  const { reported: earlier } = log
  const text = (value: string | null): string | null => (value === null ? null : redact(value))
  const tokens = later.tokens ?? earlier.tokens ?? undefined
  log.reported = {
    queueMs: later.queueMs ?? earlier.queueMs,
    inferenceMs: later.inferenceMs ?? earlier.inferenceMs,
    costMicros: later.costMicros ?? earlier.costMicros,
    seed: text(later.seed) ?? earlier.seed,
    requestId: text(later.requestId) ?? earlier.requestId,
    jobId: text(later.jobId) ?? earlier.jobId,
    cold: later.cold ?? earlier.cold,
    ...(tokens !== undefined && { tokens }),
    billedUnits: later.billedUnits ?? earlier.billedUnits ?? null,
  }
}

/** A failure of ours, without a reply to quote. */
export function plainFailure(failureClass: Failure['class'], message: string): AttemptFailure {
  const failure: Failure = { class: failureClass, message, status: null, rawBody: null }
  return { failure, retryable: false, retryAfterMs: null }
}

export function cancelledFailure(): AttemptFailure {
  return plainFailure('cancelled', 'Cancelled.')
}

/** @param bytesIn of an answer that had begun; 0 where none had */
export function outOfTimeFailure(timeoutMs: number, bytesIn = 0): AttemptFailure {
  const within = formatDuration(timeoutMs)
  const begun = bytesIn === 0 ? '' : `: only ${bytesIn} bytes of the answer had arrived`
  return plainFailure('timeout', `No picture came within ${within}${begun}.`)
}

/** A failure that a reply states, with the beginning of its body. */
export function repliedFailure(
  read: Pick<ReadFailure, 'class' | 'message' | 'retryable' | 'retryAfterMs'>,
  reply: { status: number; rawBody: string | null },
  redact: Redact,
): AttemptFailure {
  const { status } = reply
  const rawBody = reply.rawBody === null ? null : redact(reply.rawBody).slice(0, LONGEST_RAW_BODY)
  const failure: Failure = { class: read.class, message: redact(read.message), status, rawBody }
  return { failure, retryable: read.retryable, retryAfterMs: read.retryAfterMs }
}

/** As much of a body as `openingText` reads: somewhat more than is kept, at up to four bytes a character. */
export const OPENING_BYTES = 4 * LONGEST_RAW_BODY

/** The beginning of a body as text; null where there is none or it is not text. */
export function openingText(body: Uint8Array): string | null {
  if (body.byteLength === 0) return null
  try {
    // A character cut in two at the end is dropped by `stream`.
    const opening = body.subarray(0, OPENING_BYTES)
    const text = new TextDecoder('utf-8', { fatal: true }).decode(opening, { stream: true })
    return text.includes('\0') ? null : text
  } catch {
    return null
  }
}
