import type { RequestTemplate } from '#main/providers/provider-adapter.ts'
import type { Asking, ComingPicture } from './ask-provider.ts'
import {
  addExchange,
  cancelledFailure,
  isOutOfTime,
  openingText,
  outOfTimeFailure,
  plainFailure,
  repliedFailure,
  type AttemptFailure,
  type AttemptLog,
} from './attempt-log.ts'
import { download, redirectTarget, type Downloaded } from './http/download.ts'
import { keptSize } from './expected-size.ts'
import type { Lane, LaneStep } from './lane.ts'
import type { KeptPicture, UnusablePicture } from './ports.ts'
import { sendRequest } from './send-request.ts'

/** The picture is paid for by now, so a download that fails is tried once more, at once. */
const MOST_DOWNLOADS = 2

export type Collected = { ok: true; pictures: KeptPicture[] } | { ok: false; failed: AttemptFailure }

/**
 * Fetches what is still elsewhere, then has everything kept. All downloads come first, so that the last byte of the
 * last picture is in before any of our own work begins.
 */
export async function collectPictures(
  asking: Asking,
  log: AttemptLog,
  coming: readonly ComingPicture[],
): Promise<Collected> {
  if (coming.length === 0) {
    const message = 'The provider said that it was finished, but its reply held no picture.'
    return { ok: false, failed: plainFailure('malformed-reply', message) }
  }
  const fetched: Extract<ComingPicture, { kind: 'kept' | 'bytes' }>[] = []
  for (const picture of coming) {
    if (picture.kind === 'kept' || picture.kind === 'bytes') {
      fetched.push(picture)
      continue
    }
    const got = await getPicture(asking, log, picture)
    if (!got.ok) return got
    fetched.push({ kind: 'bytes', bytes: got.bytes })
  }
  const pictures: KeptPicture[] = []
  for (const picture of fetched) {
    const kept = picture.kind === 'kept' ? picture.picture : await keep(asking, picture.bytes)
    if ('unusable' in kept) {
      const message = `The picture came but could not be read: ${kept.unusable}`
      return { ok: false, failed: plainFailure('malformed-reply', message) }
    }
    pictures.push(keptSize(kept, asking.step, asking.ask))
  }
  return { ok: true, pictures }
}

async function keep({ lane, ask, lastByteIn }: Asking, bytes: Uint8Array): Promise<KeptPicture | UnusablePicture> {
  await lane.deskPlaces.take()
  try {
    lastByteIn()
    return await lane.desk.keepPicture({ bytes: withOwnBuffer(bytes), ask })
  } finally {
    lane.deskPlaces.give()
  }
}

/**
 * The desk transfers the buffer, which would take a buffer that others share (Node's pool for small ones) away from
 * them.
 */
function withOwnBuffer(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes)
}

type Got = { ok: true; bytes: Uint8Array } | { ok: false; failed: AttemptFailure }

function getPicture(
  asking: Asking,
  log: AttemptLog,
  source: Extract<ComingPicture, { kind: 'url' | 'fetch' }>,
): Promise<Got> {
  return source.kind === 'url' ? downloadPicture(asking, log, source.url) : fetchPicture(asking, log, source.request)
}

/** From an address that a reply named, without credentials. */
async function downloadPicture({ lane, step }: Asking, log: AttemptLog, url: string): Promise<Got> {
  for (let number = 1; ; number += 1) {
    const { planned, ownHost, elsewhere, redact } = step
    const { signal } = lane
    const limits = (): { totalMs: number } => ({ totalMs: log.deadlineMs - lane.now() })
    const result = await download({ url, baseUrl: planned.baseUrl, ownHost, elsewhere, limits, signal })
    for (const exchange of result.exchanges) addExchange(log, exchange, redact)
    if (result.ok) return result
    if (number === MOST_DOWNLOADS || !mayPass(result)) {
      return { ok: false, failed: downloadFailure(lane, step, log, result) }
    }
  }
}

/** From the account's own host, with credentials. Where that leads on to a storage, its signed address is got without them. */
async function fetchPicture(asking: Asking, log: AttemptLog, template: RequestTemplate): Promise<Got> {
  for (let number = 1; ; number += 1) {
    const sent = await sendRequest(asking, log, 'download', { template })
    if (sent.ok && sent.reply.status === 200) return { ok: true, bytes: sent.reply.body }
    const moved = sent.ok ? redirectTarget(sent.reply, sent.requestUrl) : null
    if (moved !== null) return downloadPicture(asking, log, moved)
    const mayPassNow = sent.ok ? isPassing(sent.reply.status) : sent.failed.failure.class === 'network'
    if (number < MOST_DOWNLOADS && mayPassNow) continue
    if (!sent.ok) return { ok: false, failed: { ...sent.failed, retryable: false } }
    const { status, body } = sent.reply
    const message = `The picture could not be fetched: ${asking.step.base.host} answered with status ${status}.`
    const read = { class: 'server', message, retryable: false, retryAfterMs: null } as const
    return { ok: false, failed: repliedFailure(read, { status, rawBody: openingText(body) }, asking.step.redact) }
  }
}

function mayPass({ failure, refusal }: Extract<Downloaded, { ok: false }>): boolean {
  return refusal === null ? failure.class === 'network' : isPassing(refusal.status)
}

function isPassing(status: number): boolean {
  return status === 429 || status >= 500
}

function downloadFailure(
  lane: Lane,
  { redact }: LaneStep,
  log: AttemptLog,
  { failure, refusal, exchanges }: Extract<Downloaded, { ok: false }>,
): AttemptFailure {
  if (failure.class === 'cancelled') return cancelledFailure()
  if (failure.class === 'timeout' && isOutOfTime(log, log.lastByteMs)) {
    return outOfTimeFailure(lane.plan.timeoutMs, exchanges.at(-1)?.bytesIn)
  }
  if (refusal === null) return plainFailure(failure.class, redact(failure.message))
  const quoted = { status: refusal.status, rawBody: openingText(refusal.body) }
  return repliedFailure({ ...failure, retryable: false, retryAfterMs: null }, quoted, redact)
}
