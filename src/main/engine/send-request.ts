import type { Reply, RequestTemplate } from '#main/providers/provider-adapter.ts'
import type { Exchange } from '#shared/domain/sample.ts'
import {
  addExchange,
  cancelledFailure,
  isOutOfTime,
  outOfTimeFailure,
  plainFailure,
  type AttemptFailure,
  type AttemptLog,
} from './attempt-log.ts'
import type { EncodedBody } from './http/encode-body.ts'
import type { ExchangeResult } from './http/exchange.ts'
import { fillTemplate } from './http/fill-template.ts'
import type { Lane, LaneStep } from './lane.ts'

/** What came of one request of an attempt. `requestUrl` is what a relative address in the reply refers to. */
export type Sent =
  | { ok: true; reply: Reply; requestUrl: string; exchange: Exchange }
  | { ok: false; failed: AttemptFailure; exchange: Exchange | null }

/**
 * Sends one request of an attempt to the account's own host, within the attempt's time.
 * @param body as `encodeBody` gave it; may be left out where the template has nothing that needs encoding
 */
export async function sendRequest(
  { lane, step }: { lane: Lane; step: LaneStep },
  log: AttemptLog,
  purpose: Exchange['purpose'],
  { template, body }: { template: RequestTemplate; body?: EncodedBody | null },
): Promise<Sent> {
  const filled = fillTemplate(template, step.credentials, step.base, body)
  if (!filled.ok) return { ok: false, failed: plainFailure(filled.class, filled.message), exchange: null }

  const limits = { totalMs: log.deadlineMs - lane.now() }
  const result = await step.ownHost.exchange(filled.request, purpose, limits, lane.signal)
  addExchange(log, result.exchange, step.redact)
  const { exchange } = result
  if (!result.ok) return { ok: false, failed: exchangeFailure(lane, step, log, result), exchange }
  return { ok: true, reply: result.reply, requestUrl: filled.request.url.href, exchange }
}

/**
 * An exchange that broke off. It may be tried again only if nothing was sent: a request that went out may have been
 * carried out, and sending it again could be paid twice.
 */
function exchangeFailure(
  lane: Lane,
  step: LaneStep,
  log: AttemptLog,
  { failure, exchange }: Extract<ExchangeResult, { ok: false }>,
): AttemptFailure {
  if (failure.class === 'cancelled') return cancelledFailure()
  const neverSent = exchange.phases.sendMs === null
  const outOfTime = failure.class === 'timeout' && isOutOfTime(log, log.lastByteMs)
  const failed = outOfTime
    ? outOfTimeFailure(lane.plan.timeoutMs, exchange.bytesIn)
    : plainFailure(failure.class, step.redact(failure.message))
  return { ...failed, retryable: neverSent && failure.class !== 'malformed-reply' }
}
