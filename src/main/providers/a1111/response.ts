import type { Reported } from '#shared/domain/sample.ts'
import { decodeBase64Picture } from '../kit/decode-base64-picture.ts'
import { findModel } from '../kit/find-model.ts'
import { MAXIMUM_REPLY_BYTES, parseJsonBody, parsePictureReply } from '../kit/parse-json-body.ts'
import {
  classifyStatus,
  failedReading,
  malformedReply,
  NOTHING_REPORTED,
  providerFailure,
} from '../kit/provider-failure.ts'
import { readSecondsAsMs } from '../kit/read-decimal.ts'
import { readErrorText } from '../kit/reply-text.ts'
import { readRetryAfterMs } from '../kit/retry-after.ts'
import type { Ask, ReadFailure, Reading, Reply } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { checkpointName, checkpointOf, describeModel } from './models.ts'
import { GenerationInfo, TextToImageReply, UpscaleReply } from './schemas.ts'

const PROVIDER = descriptor.name

export function readSubmit(reply: Reply, ask: Ask): Reading {
  const reported = readTimes(reply)
  if (reply.status !== 200) return failedReading(readError(reply, ask), reported)
  return findModel(descriptor, ask, describeModel).task === 'upscale'
    ? readEnlarged(reply, reported)
    : readDrawn(reply, ask, reported)
}

function readEnlarged(reply: Reply, reported: Reported): Reading {
  const parsed = parsePictureReply(reply.body, UpscaleReply)
  if (!parsed.ok) return failedReading(malformedReply(PROVIDER, 200, parsed.problem), reported)
  const bytes = decodeBase64Picture(parsed.value.image)
  return bytes === null
    ? failedReading(malformedReply(PROVIDER, 200, 'image holds no base64'), reported)
    : { state: 'finished', pictures: [{ kind: 'bytes', bytes }], reported }
}

function readDrawn(reply: Reply, ask: Ask, timed: Reported): Reading {
  const malformed = (problem: string, reported: Reported = timed): Reading =>
    failedReading(malformedReply(PROVIDER, 200, problem), reported)

  const parsed = parsePictureReply(reply.body, TextToImageReply)
  if (!parsed.ok) return malformed(parsed.problem)
  const info = readInfo(parsed.value.info ?? '{}')
  if (info === null) return malformed('info is not the JSON it should be')
  const reported = { ...timed, seed: info.seed === null || info.seed === undefined ? null : String(info.seed) }

  // The web UI draws with whatever is loaded when it does not know the checkpoint, and answers 200.
  const checkpoint = checkpointOf(ask.modelId)
  if (typeof info.sd_model_name === 'string' && checkpointName(info.sd_model_name) !== checkpointName(checkpoint)) {
    const detail = `It drew with another checkpoint than ${checkpoint}: put that one into its folder of models.`
    return failedReading(
      providerFailure({ provider: PROVIDER, status: 200, class: 'invalid-request', detail }),
      reported,
    )
  }
  // One picture was asked for. A grid may come before it, and pictures of extensions after it.
  const image = parsed.value.images[info.index_of_first_image ?? 0]
  const bytes = image === undefined ? null : decodeBase64Picture(image)
  return bytes === null
    ? malformed('images holds no base64 at index_of_first_image', reported)
    : { state: 'finished', pictures: [{ kind: 'bytes', bytes }], reported }
}

function readInfo(info: string): GenerationInfo | null {
  const parsed = parseJsonBody(new TextEncoder().encode(info), GenerationInfo, MAXIMUM_REPLY_BYTES)
  return parsed.ok ? parsed.value : null
}

/** `X-Process-Time` is in seconds and includes waiting for the worker's lock; Forge does not send it. */
function readTimes(reply: Reply): Reported {
  return { ...NOTHING_REPORTED, inferenceMs: readSecondsAsMs(reply.headers['x-process-time']) }
}

/** The web UI answers `{}` at once, whether there was something to interrupt or not. */
export function readCancel(reply: Reply): 'asked' | 'unclear' {
  return reply.status === 200 ? 'asked' : 'unclear'
}

/** Words in `detail` or, where a crash left that empty, in `errors`; a gateway in front may answer in HTML. */
function readError(reply: Reply, ask: Ask): ReadFailure {
  const { status } = reply
  const retryAfterMs = readRetryAfterMs(reply.headers)
  const text = readErrorText(reply, ask)
  if (text.includes('out of memory') || text.includes('outofmemoryerror')) {
    // The same size would not fit the next time either.
    const detail = 'The GPU ran out of memory: ask for a smaller picture.'
    return providerFailure({ provider: PROVIDER, status, class: 'server', detail, retryable: false })
  }
  if (status === 404) {
    const detail = 'A web UI that was started without --api answers like this, too.'
    return providerFailure({ provider: PROVIDER, status, class: 'invalid-request', detail })
  }
  return providerFailure({ provider: PROVIDER, status, class: classifyStatus(status), retryAfterMs })
}
