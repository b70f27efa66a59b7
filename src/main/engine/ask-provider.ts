import type { Ask, RemoteJob, Reply, RequestTemplate } from '#main/providers/provider-adapter.ts'
import type { Exchange } from '#shared/domain/sample.ts'
import {
  addExchange,
  addReported,
  cancelledFailure,
  isOutOfTime,
  openingText,
  OPENING_BYTES,
  outOfTimeFailure,
  plainFailure,
  repliedFailure,
  type AttemptFailure,
  type AttemptLog,
} from './attempt-log.ts'
import type { ExchangeResult } from './http/exchange.ts'
import { fillTemplate } from './http/fill-template.ts'
import type { HeldPlace, Lane } from './lane.ts'
import type { DigestedReading, KeptPicture, UnusablePicture } from './ports.ts'

/** The largest reply that is read on this thread: parsing it takes well under a tenth of a millisecond. */
const LARGEST_SMALL_REPLY_BYTES = 32 * 1024

export type Step = { kind: 'submit' } | { kind: 'poll'; job: RemoteJob }

/** A picture on its way: kept by the desk already, in memory, or still to be fetched. */
export type ComingPicture =
  | { kind: 'kept'; picture: KeptPicture | UnusablePicture }
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'url'; url: string }

/**
 * What a provider answered, with the exchange that brought it. `requestUrl` is what a relative address in it refers to.
 */
export type Answer =
  | { state: 'finished'; pictures: ComingPicture[] }
  | { state: 'pending'; job: RemoteJob; pollAfterMs: number | null; requestUrl: string; exchange: Exchange }
  | { state: 'failed'; failed: AttemptFailure; exchange: Exchange | null }

/** Sends one request to the account's own host and has the adapter read the reply. */
export async function askProvider(
  task: { lane: Lane; ask: Ask; place: HeldPlace },
  log: AttemptLog,
  step: Step,
  template: RequestTemplate,
): Promise<Answer> {
  const { lane, ask } = task
  const filled = fillTemplate(template, lane.credentials, lane.base)
  if (!filled.ok) return { state: 'failed', failed: plainFailure(filled.class, filled.message), exchange: null }

  const limits = { totalMs: log.deadlineMs - lane.now() }
  const result = await lane.ownHost.exchange(filled.request, step.kind, limits, lane.signal)
  addExchange(log, result.exchange, lane.redact)
  const { exchange } = result
  if (!result.ok) return { state: 'failed', failed: exchangeFailure(lane, log, result), exchange }

  const { reply } = result
  const small = isSmall(reply)
  const { status } = reply
  // The desk takes the body away; what a failure may have to quote is copied first.
  const opening = small ? reply.body : reply.body.slice(0, OPENING_BYTES)
  const reading = small ? readHere(lane, ask, step, reply) : await readAtDesk(task, step, reply)
  addReported(log, reading.reported, lane.redact)
  if (reading.state === 'failed') {
    const quoted = { status, rawBody: openingText(opening) }
    return { state: 'failed', failed: repliedFailure(reading.failure, quoted, lane.redact), exchange }
  }
  if (reading.state === 'pending') {
    const { job, pollAfterMs } = reading
    return { state: 'pending', job, pollAfterMs, requestUrl: filled.request.url.href, exchange }
  }
  if (reading.pictures.length > 0) log.deliveredCount = reading.pictures.length
  return { state: 'finished', pictures: reading.pictures }
}

/**
 * An exchange that broke off. It may be tried again only if nothing was sent: a request that went out may have been
 * carried out, and sending it again could be paid twice.
 */
function exchangeFailure(
  lane: Lane,
  log: AttemptLog,
  { failure, exchange }: Extract<ExchangeResult, { ok: false }>,
): AttemptFailure {
  if (failure.class === 'cancelled') return cancelledFailure()
  const neverSent = exchange.phases.sendMs === null
  const outOfTime = failure.class === 'timeout' && isOutOfTime(log, log.lastByteMs)
  const failed = outOfTime
    ? outOfTimeFailure(lane.plan.timeoutMs)
    : plainFailure(failure.class, lane.redact(failure.message))
  return { ...failed, retryable: neverSent && failure.class !== 'malformed-reply' }
}

function isSmall({ headers, body }: Reply): boolean {
  return body.byteLength <= LARGEST_SMALL_REPLY_BYTES && !/^image\//i.test(headers['content-type'] ?? '')
}

type UnkeptReading =
  | { state: 'finished'; pictures: ComingPicture[]; reported: DigestedReading['reported'] }
  | Exclude<DigestedReading, { state: 'finished' }>

function readHere({ adapter }: Lane, ask: Ask, step: Step, reply: Reply): UnkeptReading {
  if (step.kind === 'submit') return adapter.readSubmit(reply, ask)
  if (adapter.readPoll === null) throw noPolling(adapter.descriptor.id)
  return adapter.readPoll(reply, step.job, ask)
}

/**
 * Hands a large reply over. A successful one is taken for the picture itself, so the lane's place is left; where it
 * turns out to hold only an address or a job, the sample goes on without one. No provider is known to answer so at such
 * length.
 */
async function readAtDesk(
  { lane, ask, place }: { lane: Lane; ask: Ask; place: HeldPlace },
  step: Step,
  reply: Reply,
): Promise<UnkeptReading> {
  await lane.deskPlaces.take()
  try {
    if (reply.status < 300) place.leave()
    return await lane.desk.digestReply({ providerId: lane.adapter.descriptor.id, step, reply, ask })
  } finally {
    lane.deskPlaces.give()
  }
}

export function noPolling(providerId: string): Error {
  return new Error(`The adapter of ${providerId} speaks of a job but can't ask after one.`)
}
