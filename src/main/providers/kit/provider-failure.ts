import type { FailureClass, Reported } from '#shared/domain/sample.ts'
import type { ReadFailure, Reading } from '../provider-adapter.ts'

/** Nothing is known from the provider's side. */
export const NOTHING_REPORTED: Reported = {
  queueMs: null,
  inferenceMs: null,
  costMicros: null,
  seed: null,
  requestId: null,
  jobId: null,
  cold: null,
}

/** The classes that a reply can belong to; the others are the engine's to tell. */
export type ReplyFailureClass = Exclude<FailureClass, 'network' | 'budget' | 'cancelled' | 'interrupted'>

/** What an HTTP status means where the provider's own words say nothing more exact. */
export function classifyStatus(status: number): ReplyFailureClass {
  if (status === 401 || status === 403) return 'authentication'
  if (status === 402) return 'payment'
  if (status === 408) return 'timeout'
  if (status === 429) return 'rate-limit'
  if (status >= 500 && status <= 599) return 'server'
  if (status >= 400 && status <= 499) return 'invalid-request'
  return 'malformed-reply'
}

interface FailureFacts {
  /** As people know it: `Novita AI`. */
  provider: string
  status: number
  class: ReplyFailureClass
  /** A code or a sentence of ours that says more. Never text of the reply: it may repeat the prompt or a key. */
  detail?: string
  retryAfterMs?: number | null
  /** Where the class's own rule does not hold. */
  retryable?: boolean
}

/**
 * A failure in a sentence for people. Where nothing else is said, rate limits, faults of the server and time-outs may be
 * tried again; a wrong key, an empty purse, a bad request and a refused prompt stay what they are.
 */
export function providerFailure(facts: FailureFacts): ReadFailure {
  return {
    class: facts.class,
    message: `${SENTENCES[facts.class](facts.provider, facts.status)}${facts.detail === undefined ? '' : ` ${facts.detail}`}`,
    retryable: facts.retryable ?? ['rate-limit', 'server', 'timeout'].includes(facts.class),
    retryAfterMs: facts.retryAfterMs ?? null,
  }
}

/** A reply that does not fit what is documented. Sending again could pay twice for the same misunderstanding. */
export function malformedReply(provider: string, status: number, problem: string): ReadFailure {
  return providerFailure({ provider, status, class: 'malformed-reply', detail: `The reply does not fit: ${problem}.` })
}

export function failedReading(failure: ReadFailure, reported: Reported = NOTHING_REPORTED): Reading {
  return { state: 'failed', failure, reported }
}

const SENTENCES: Readonly<Record<ReplyFailureClass, (provider: string, status: number) => string>> = {
  authentication: (provider, status) =>
    `${provider} refused the credentials (HTTP ${status}). Check them, and that they may use this model.`,
  payment: (provider, status) =>
    `${provider} asks for payment (HTTP ${status}). Check the account’s balance and spending limit.`,
  'rate-limit': (provider, status) =>
    `${provider} asked to slow down (HTTP ${status}). Lower the concurrency, or ask ${provider} for a higher limit.`,
  'content-policy': (provider, status) =>
    `The content filter of ${provider} refused the prompt or the picture (HTTP ${status}).`,
  'invalid-request': (provider, status) =>
    status === 404
      ? `${provider} knows no such address or model (HTTP 404). Check the base URL and the model.`
      : `${provider} did not accept the request (HTTP ${status}). Its own words are kept with the attempt.`,
  server: (provider, status) => `${provider} failed on its side (HTTP ${status}).`,
  timeout: (provider, status) => `${provider} gave up waiting for its own answer (HTTP ${status}).`,
  'malformed-reply': (provider, status) => `${provider} gave an answer that Assay cannot read (HTTP ${status}).`,
}
