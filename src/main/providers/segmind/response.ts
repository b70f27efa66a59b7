import type { Reported } from '#shared/domain/sample.ts'
import { microsFromUsd } from '#shared/units/money.ts'
import { findModel } from '../kit/find-model.ts'
import { failedReading, malformedReply, NOTHING_REPORTED } from '../kit/provider-failure.ts'
import { readDecimal, readSecondsAsMs } from '../kit/read-decimal.ts'
import type { Ask, Reading, Reply } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { readSubmitted } from './job-response.ts'
import { readError } from './read-error.ts'

const PROVIDER = descriptor.name

/** Version 1: the body of a 200 is the picture itself; what it cost and took is in headers. Only a 200 is billed. */
export function readSubmit(reply: Reply, ask: Ask): Reading {
  if (findModel(descriptor, ask).execution === 'polled') return readSubmitted(reply, ask)
  const reported = readReported(reply.headers)
  if (reply.status !== 200) return failedReading(readError(reply, ask), reported)
  const contentType = reply.headers['content-type'] ?? ''
  if (/json|text/i.test(contentType)) {
    return failedReading(malformedReply(PROVIDER, 200, 'it is text where the picture should be'), reported)
  }
  if (reply.body.byteLength === 0) return failedReading(malformedReply(PROVIDER, 200, 'it is empty'), reported)
  return { state: 'finished', pictures: [{ kind: 'bytes', bytes: reply.body }], reported }
}

function readReported(headers: Reply['headers']): Reported {
  return {
    ...NOTHING_REPORTED,
    inferenceMs: readSecondsAsMs(headers['x-generation-time']),
    costMicros: readDecimal(headers['x-cost']) === null ? null : microsFromUsd(headers['x-cost'] ?? ''),
    seed: headers['x-seed-value'] ?? null,
    requestId: headers['x-request-id'] ?? null,
  }
}
