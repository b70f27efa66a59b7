import type { Ask } from '#main/providers/provider-adapter.ts'
import type { ComingPicture } from './ask-provider.ts'
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
import { download, type Downloaded } from './http/download.ts'
import type { HeldPlace, Lane } from './lane.ts'
import type { KeptPicture, UnusablePicture } from './ports.ts'

/** The picture is paid for by now, so a download that fails is tried once more, at once. */
const MOST_DOWNLOADS = 2

export type Collected = { ok: true; pictures: KeptPicture[] } | { ok: false; failed: AttemptFailure }

/**
 * Fetches what is still elsewhere, then has everything kept. All downloads come first, so that the last byte of the
 * last picture is in before any of our own work begins.
 */
export async function collectPictures(
  task: { lane: Lane; ask: Ask; place: HeldPlace },
  log: AttemptLog,
  coming: readonly ComingPicture[],
): Promise<Collected> {
  if (coming.length === 0) {
    const message = 'The provider said that it was finished, but its reply held no picture.'
    return { ok: false, failed: plainFailure('malformed-reply', message) }
  }
  const fetched: Exclude<ComingPicture, { kind: 'url' }>[] = []
  for (const picture of coming) {
    if (picture.kind === 'url') {
      const downloaded = await fetchPicture(task.lane, log, picture.url)
      if (!downloaded.ok) return downloaded
      fetched.push({ kind: 'bytes', bytes: downloaded.bytes })
    } else fetched.push(picture)
  }
  const pictures: KeptPicture[] = []
  for (const picture of fetched) {
    const kept = picture.kind === 'kept' ? picture.picture : await keep(task, picture.bytes)
    if ('unusable' in kept) {
      const message = `The picture came but could not be read: ${kept.unusable}`
      return { ok: false, failed: plainFailure('malformed-reply', message) }
    }
    pictures.push(kept)
  }
  return { ok: true, pictures }
}

async function keep(
  { lane, ask, place }: { lane: Lane; ask: Ask; place: HeldPlace },
  bytes: Uint8Array,
): Promise<KeptPicture | UnusablePicture> {
  await lane.deskPlaces.take()
  try {
    place.leave()
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

async function fetchPicture(
  lane: Lane,
  log: AttemptLog,
  url: string,
): Promise<{ ok: true; bytes: Uint8Array } | { ok: false; failed: AttemptFailure }> {
  for (let number = 1; ; number += 1) {
    const { contender, ownHost, elsewhere, signal, redact } = lane
    const limits = (): { totalMs: number } => ({ totalMs: log.deadlineMs - lane.now() })
    const result = await download({ url, baseUrl: contender.baseUrl, ownHost, elsewhere, limits, signal })
    for (const exchange of result.exchanges) addExchange(log, exchange, redact)
    if (result.ok) return result
    if (number === MOST_DOWNLOADS || !mayPass(result)) return { ok: false, failed: downloadFailure(lane, log, result) }
  }
}

function mayPass({ failure, refusal }: Extract<Downloaded, { ok: false }>): boolean {
  return refusal === null ? failure.class === 'network' : refusal.status === 429 || refusal.status >= 500
}

function downloadFailure(
  lane: Lane,
  log: AttemptLog,
  { failure, refusal }: Extract<Downloaded, { ok: false }>,
): AttemptFailure {
  if (failure.class === 'cancelled') return cancelledFailure()
  if (failure.class === 'timeout' && isOutOfTime(log, log.lastByteMs)) return outOfTimeFailure(lane.plan.timeoutMs)
  if (refusal === null) return plainFailure(failure.class, lane.redact(failure.message))
  const quoted = { status: refusal.status, rawBody: openingText(refusal.body) }
  return repliedFailure({ ...failure, retryable: false, retryAfterMs: null }, quoted, lane.redact)
}
