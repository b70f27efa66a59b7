import type { Reported } from '#shared/domain/sample.ts'
import { decodeBase64Picture } from '../kit/decode-base64-picture.ts'
import { MAXIMUM_REPLY_BYTES, parseJsonBody } from '../kit/parse-json-body.ts'
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
import { GenerationInfo, TextToImageReply } from './schemas.ts'

const PROVIDER = descriptor.name

export function readSubmit(reply: Reply, ask: Ask): Reading {
  const timed = readTimes(reply)
  const malformed = (problem: string, reported: Reported = timed): Reading =>
    failedReading(malformedReply(PROVIDER, 200, problem), reported)

  if (reply.status !== 200) return failedReading(readError(reply, ask), timed)
  const parsed = parseJsonBody(reply.body, TextToImageReply, MAXIMUM_REPLY_BYTES)
  if (!parsed.ok) return malformed(parsed.problem)
  const info = readInfo(parsed.value.info ?? '{}')
  if (info === null) return malformed('info is not the JSON it should be')
  const reported = { ...timed, seed: info.seed === null || info.seed === undefined ? null : String(info.seed) }

  // The web UI draws with whatever is loaded when it does not know the checkpoint, and answers 200.
  if (typeof info.sd_model_name === 'string' && checkpointName(info.sd_model_name) !== checkpointName(ask.modelId)) {
    const detail = `It drew with another checkpoint than ${ask.modelId}: put that one into its folder of models.`
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

/** `folder/sd_xl_base_1.0.safetensors [31e35c80fc]` and `sd_xl_base_1.0` name the same checkpoint. */
function checkpointName(title: string): string {
  return title
    .replace(/ \[[0-9a-f]+\]$/i, '')
    .replace(/^.*[/\\]/, '')
    .replace(/\.(?:safetensors|ckpt)$/i, '')
    .toLowerCase()
}

/** `X-Process-Time` is in seconds and includes waiting for the worker's lock; Forge does not send it. */
function readTimes(reply: Reply): Reported {
  return { ...NOTHING_REPORTED, inferenceMs: readSecondsAsMs(reply.headers['x-process-time']) }
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
