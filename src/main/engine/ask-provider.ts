import type {
  Ask,
  PictureSource,
  ReadFailure,
  RemoteJob,
  Reply,
  RequestTemplate,
} from '#main/providers/provider-adapter.ts'
import type { ParameterWarning } from '#shared/domain/generation.ts'
import type { Exchange } from '#shared/domain/sample.ts'
import { addReported, openingText, repliedFailure, type AttemptFailure, type AttemptLog } from './attempt-log.ts'
import { answerExcerpt, endsOf } from './answer-excerpt.ts'
import type { EncodedBody } from './http/encode-body.ts'
import type { Lane, LaneStep } from './lane.ts'
import type { DigestedReading, KeptPicture, UnusablePicture } from './ports.ts'
import { sendRequest } from './send-request.ts'

/** The largest reply that is read on this thread: parsing it takes well under a tenth of a millisecond. */
const LARGEST_SMALL_REPLY_BYTES = 32 * 1024

/** Which of an adapter's two questions was asked. */
export type Question = { kind: 'submit' } | { kind: 'poll'; job: RemoteJob }

/** A picture on its way: kept by the desk already, in memory, or still to be fetched. */
export type ComingPicture = { kind: 'kept'; picture: KeptPicture | UnusablePicture } | PictureSource

/**
 * What a provider answered, with the exchange that brought it. `requestUrl` is what a relative address in it refers to.
 */
export type Answer =
  | { state: 'finished'; pictures: ComingPicture[]; warnings: ParameterWarning[] }
  | {
      state: 'pending'
      job: RemoteJob
      pollAfterMs: number | null
      /** The job has ended; only its result is still to be asked for. */
      ended: boolean
      requestUrl: string
      exchange: Exchange
    }
  | { state: 'failed'; failed: AttemptFailure; exchange: Exchange | null }

/** What one attempt asks, of whom, and its places there. */
export interface Asking {
  lane: Lane
  step: LaneStep
  ask: Ask
  /** Told at the last byte of the picture. */
  lastByteIn: () => void
}

/** Sends one request to the account's own host and has the adapter read the reply. */
export async function askProvider(
  asking: Asking,
  log: AttemptLog,
  question: Question,
  request: { template: RequestTemplate; body?: EncodedBody | null },
): Promise<Answer> {
  const { step, ask } = asking
  const sent = await sendRequest(asking, log, question.kind, request)
  const { exchange } = sent
  if (!sent.ok) return { state: 'failed', failed: sent.failed, exchange }

  const { reply } = sent
  const small = isSmall(reply)
  const { status } = reply
  // The desk takes the body away; what may have to be quoted is copied first.
  const ends = endsOf(reply.body)
  const reading = small ? readHere(step, ask, question, reply) : await readAtDesk(asking, question, reply)
  addReported(log, reading.reported, step.redact)
  if (reading.state === 'failed') {
    return { state: 'failed', failed: refused(step, reading.failure, { status, opening: ends.opening }), exchange }
  }
  if (reading.state === 'pending') {
    const { job, pollAfterMs } = reading
    const ended = reading.ended === true
    return { state: 'pending', job, pollAfterMs, ended, requestUrl: sent.requestUrl, exchange: sent.exchange }
  }
  if (reading.pictures.length > 0) log.deliveredCount = reading.pictures.length
  log.answer = answerExcerpt(ends, step.redact)
  return { state: 'finished', pictures: reading.pictures, warnings: reading.warnings ?? [] }
}

/** A failure that a reply states. Where it asks for a pause, the whole account is held: its limit counts all of our requests. */
export function refused(
  { gate, redact }: LaneStep,
  failure: ReadFailure,
  { status, opening }: { status: number; opening: Uint8Array },
): AttemptFailure {
  if (failure.class === 'rate-limit' && failure.retryAfterMs !== null) gate.hold(failure.retryAfterMs)
  return repliedFailure(failure, { status, rawBody: openingText(opening) }, redact)
}

function isSmall({ headers, body }: Reply): boolean {
  return body.byteLength <= LARGEST_SMALL_REPLY_BYTES && !/^image\//i.test(headers['content-type'] ?? '')
}

type UnkeptReading =
  | {
      state: 'finished'
      pictures: ComingPicture[]
      reported: DigestedReading['reported']
      warnings?: ParameterWarning[]
    }
  | Exclude<DigestedReading, { state: 'finished' }>

function readHere({ adapter }: LaneStep, ask: Ask, question: Question, reply: Reply): UnkeptReading {
  if (question.kind === 'submit') return adapter.readSubmit(reply, ask)
  if (adapter.readPoll === null) throw noPolling(adapter.descriptor.id)
  return adapter.readPoll(reply, question.job, ask)
}

/**
 * Hands a large reply over. A successful one is taken for the picture itself, so the places at the provider are left; where
 * it turns out to hold only an address or a job, the sample goes on without one. No provider is known to answer so at such
 * length.
 */
async function readAtDesk(
  { lane, step, ask, lastByteIn }: Asking,
  question: Question,
  reply: Reply,
): Promise<UnkeptReading> {
  await lane.deskPlaces.take()
  try {
    if (reply.status < 300) lastByteIn()
    return await lane.desk.digestReply({ providerId: step.adapter.descriptor.id, step: question, reply, ask })
  } finally {
    lane.deskPlaces.give()
  }
}

export function noPolling(providerId: string): Error {
  return new Error(`The adapter of ${providerId} speaks of a job but can't ask after one.`)
}
