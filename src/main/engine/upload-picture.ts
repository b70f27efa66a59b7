import type { Ask, RequestTemplate } from '#main/providers/provider-adapter.ts'
import type { AttemptFailure, AttemptLog } from './attempt-log.ts'
import { refused, type Asking } from './ask-provider.ts'
import type { EncodedBody } from './http/encode-body.ts'
import { sendRequest } from './send-request.ts'

/**
 * Puts the input picture at the provider, as part of the attempt: a caller would have to wait for it, too. Each attempt uploads
 * it anew, because what an earlier one left behind may be gone.
 * @returns the ask with what the picture is called there
 */
export async function uploadPicture(
  asking: Asking,
  log: AttemptLog,
  request: { template: RequestTemplate; body: EncodedBody | null },
): Promise<{ ok: true; ask: Ask } | { ok: false; failed: AttemptFailure }> {
  const { step, ask } = asking
  const { adapter } = step
  const sent = await sendRequest(asking, log, 'upload', request)
  if (!sent.ok) return sent
  const { status, body: opening } = sent.reply
  const read = adapter.readUpload?.(sent.reply, ask)
  if (read === undefined) throw new Error(`The adapter of ${adapter.descriptor.id} uploads but can't read the answer.`)
  if (read.ok) return { ok: true, ask: { ...ask, uploaded: read.uploaded } }
  return { ok: false, failed: refused(step, read.failure, { status, opening }) }
}
