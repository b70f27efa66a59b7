import type { Attempt, Exchange, Failure, Sample, SampleImage } from '#shared/domain/sample.ts'
import { unionFlags } from './picture-check-store.ts'

/** The columns of `samples` under the names of the domain; the failure lies flat. */
export interface SampleRecord extends Omit<
  Sample,
  'failure' | 'warnings' | 'attempts' | 'images' | 'charge' | 'steps'
> {
  failureClass: Failure['class'] | null
  failureMessage: string | null
  failureStatus: number | null
  failureRawBody: string | null
  warnings: string
}

export interface AttemptRecord {
  sampleId: string
  number: number
  step: number
  cancellation: Attempt['cancellation']
  answer: Attempt['answer']
  startedMs: number
  finishedMs: number
  failureClass: Failure['class'] | null
  failureMessage: string | null
  failureStatus: number | null
  failureRawBody: string | null
  queueMs: number | null
  inferenceMs: number | null
  costMicros: number | null
  seed: string | null
  requestId: string | null
  jobId: string | null
  cold: 0 | 1 | null
}

export interface ExchangeRecord extends Omit<Exchange, 'phases' | 'socketReused'> {
  sampleId: string
  attemptNumber: number
  ordinal: number
  blockedMs: number | null
  dnsMs: number | null
  connectMs: number | null
  tlsMs: number | null
  sendMs: number | null
  waitMs: number | null
  receiveMs: number | null
  socketReused: 0 | 1 | null
}

export interface SampleImageRecord {
  sha256: string
  format: SampleImage['image']['format']
  width: number
  height: number
  sizeBytes: number
  flags: string
  foundFlags: string | null
}

export function toSampleRecord(sample: Sample): SampleRecord {
  const { failure, warnings, attempts: _attempts, images: _images, charge: _charge, steps: _steps, ...fields } = sample
  return { ...fields, ...flatFailure(failure), warnings: JSON.stringify(warnings) }
}

export function toAttemptRecord(sampleId: string, attempt: Attempt): AttemptRecord {
  const { number, step, cancellation, answer, startedMs, finishedMs, failure, reported } = attempt
  const own = { sampleId, number, step, cancellation, answer, startedMs, finishedMs }
  return { ...own, ...flatFailure(failure), ...reported, cold: toBit(reported.cold) }
}

export function toExchangeRecord(
  place: { sampleId: string; attemptNumber: number; ordinal: number },
  { phases, socketReused, ...exchange }: Exchange,
): ExchangeRecord {
  return { ...place, ...exchange, ...phases, socketReused: toBit(socketReused) }
}

export function fromAttemptRecord(record: AttemptRecord, exchanges: ExchangeRecord[]): Attempt {
  const { number, step, cancellation, answer, startedMs, finishedMs } = record
  const { queueMs, inferenceMs, costMicros, seed, requestId, jobId, cold } = record
  return {
    number,
    step,
    cancellation,
    answer,
    startedMs,
    finishedMs,
    failure: fromFlatFailure(record),
    reported: { queueMs, inferenceMs, costMicros, seed, requestId, jobId, cold: fromBit(cold) },
    exchanges: exchanges.map(fromExchangeRecord),
  }
}

function fromExchangeRecord(record: ExchangeRecord): Exchange {
  const { sampleId: _sampleId, attemptNumber: _attemptNumber, ordinal: _ordinal, ...exchange } = record
  const { blockedMs, dnsMs, connectMs, tlsMs, sendMs, waitMs, receiveMs, socketReused, ...rest } = exchange
  return {
    ...rest,
    phases: { blockedMs, dnsMs, connectMs, tlsMs, sendMs, waitMs, receiveMs },
    socketReused: fromBit(socketReused),
  }
}

export function fromSampleImageRecord({ flags, foundFlags, ...image }: SampleImageRecord): SampleImage {
  return { image, flags: unionFlags(flags, foundFlags) }
}

type FlatFailure = Pick<SampleRecord, 'failureClass' | 'failureMessage' | 'failureStatus' | 'failureRawBody'>

function flatFailure(failure: Failure | null): FlatFailure {
  if (failure === null) return { failureClass: null, failureMessage: null, failureStatus: null, failureRawBody: null }
  const { class: failureClass, message, status, rawBody } = failure
  return { failureClass, failureMessage: message, failureStatus: status, failureRawBody: rawBody }
}

/** A class without a message can't be stored: the table forbids it. */
export function fromFlatFailure({ failureClass, failureMessage, failureStatus, failureRawBody }: FlatFailure) {
  if (failureClass === null || failureMessage === null) return null
  return { class: failureClass, message: failureMessage, status: failureStatus, rawBody: failureRawBody }
}

function toBit(value: boolean | null): 0 | 1 | null {
  if (value === null) return null
  return value ? 1 : 0
}

export function fromBit(value: 0 | 1 | null): boolean | null {
  return value === null ? null : value === 1
}
