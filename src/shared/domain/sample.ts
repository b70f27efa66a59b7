import { z } from 'zod'
import { ParameterWarning } from './generation.ts'
import { ImageRecord } from './image.ts'
import { SampleRole } from './load.ts'
import { Charge } from './price.ts'
import { Micros } from '../units/money.ts'

/**
 * Why a sample did not give a picture. A closed list, the same for every provider. `budget`, `cancelled` and `interrupted` (our process
 * or machine went away while it was in flight) are none of the provider's doing.
 */
export const FailureClass = z.enum([
  'authentication',
  'payment',
  'rate-limit',
  'content-policy',
  'invalid-request',
  'server',
  'timeout',
  'network',
  'malformed-reply',
  'budget',
  'cancelled',
  'interrupted',
])
export type FailureClass = z.infer<typeof FailureClass>

export const Failure = z.strictObject({
  class: FailureClass,
  /** One sentence for people: what happened, to which thing. Never holds a secret. */
  message: z.string(),
  status: z.int().nullable(),
  /** The reply's body as text, cut to 2,000 characters; null where there was none or it was binary. */
  rawBody: z.string().nullable(),
})
export type Failure = z.infer<typeof Failure>

/**
 * Where the time of one exchange went, in milliseconds, with the names of the HAR format.
 * A phase that did not happen is null (a reused socket has no `connectMs`), never 0.
 * `blocked` waits for a socket; `wait` runs from the request being handed over to the first byte of the reply.
 */
export const Phases = z.strictObject({
  blockedMs: z.number().nullable(),
  dnsMs: z.number().nullable(),
  connectMs: z.number().nullable(),
  tlsMs: z.number().nullable(),
  sendMs: z.number().nullable(),
  waitMs: z.number().nullable(),
  receiveMs: z.number().nullable(),
})
export type Phases = z.infer<typeof Phases>

/** One HTTP exchange of an attempt. URLs are stored without their query where that may hold a credential. */
export const Exchange = z.strictObject({
  purpose: z.enum(['upload', 'submit', 'poll', 'download', 'cancel']),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  url: z.string(),
  /** Milliseconds from the start of the trial. */
  startedMs: z.number(),
  totalMs: z.number(),
  phases: Phases,
  status: z.int().nullable().describe('null where no reply came'),
  socketReused: z.boolean().nullable(),
  /** What TLS agreed on (ALPN), e.g. `http/1.1`, which is all that Assay offers; null without TLS, or where the server said nothing. */
  alpnProtocol: z.string().nullable(),
  remoteAddress: z.string().nullable(),
  bytesOut: z.int().min(0),
  bytesIn: z.int().min(0),
  requestId: z.string().nullable().describe('the provider’s own id for this call'),
})
export type Exchange = z.infer<typeof Exchange>

/** What the provider says of its own work. A clock apart from ours; null is "not reported". */
export const Reported = z.strictObject({
  queueMs: z.number().nullable(),
  inferenceMs: z.number().nullable(),
  costMicros: Micros.nullable(),
  seed: z.string().nullable(),
  requestId: z.string().nullable(),
  jobId: z.string().nullable(),
  /** True or false where the provider says whether the call met a cold worker. */
  cold: z.boolean().nullable(),
  /** What is billed where the price is by tokens. Not stored: the charge's evidence holds the count. */
  tokens: z
    .strictObject({ textInput: z.int().min(0), imageInput: z.int().min(0), imageOutput: z.int().min(0) })
    .nullable()
    .optional(),
  /** Units of the provider's own price list that it bills for the call. Not stored: the charge's evidence holds the count. */
  billedUnits: z.number().nullable().optional(),
})
export type Reported = z.infer<typeof Reported>

/** One try of a sample, with its exchanges in the order they were made. */
export const Attempt = z.strictObject({
  /** From 1, counted on through the steps of a pipeline. */
  number: z.int().min(1),
  /** Place in the contender's pipeline, from 0. */
  step: z.int().min(0),
  startedMs: z.number(),
  finishedMs: z.number(),
  failure: Failure.nullable(),
  reported: Reported,
  /**
   * What the provider answered at last where that went well, as text: without credentials, runs of base64 and queries of addresses, and of a
   * long one both ends. null where the answer was the picture itself, where none came, and in trials from before it was kept.
   */
  answer: z.string().nullable(),
  /** What came of asking the provider to stop the job, after a cancel or a time-out; null where that was not asked. */
  cancellation: z.enum(['stopped', 'asked', 'too-late', 'unclear', 'not-offered']).nullable(),
  exchanges: z.array(Exchange),
})
export type Attempt = z.infer<typeof Attempt>

export const Outcome = z.enum(['succeeded', 'refused', 'failed', 'cancelled'])
export type Outcome = z.infer<typeof Outcome>

/**
 * What is odd about a picture. None of them makes a sample fail. `other-size` and `other-format` are known as soon as it came;
 * the others only once it has been examined: `damaged` (whole, but it does not decode), `black`, `blank` (one colour) and `flat` (hardly
 * anything beside one colour).
 */
export const ImageFlag = z.enum(['damaged', 'black', 'blank', 'flat', 'other-size', 'other-format'])
export type ImageFlag = z.infer<typeof ImageFlag>

export const SampleImage = z.strictObject({ image: ImageRecord, flags: z.array(ImageFlag) })
export type SampleImage = z.infer<typeof SampleImage>

/** What one step of a pipeline took, cost and gave. A contender without a pipeline has one. */
export const SampleStep = z.strictObject({
  step: z.int().min(0),
  /** Its last attempt alone. */
  serviceMs: z.number(),
  charge: Charge,
  images: z.array(SampleImage),
})
export type SampleStep = z.infer<typeof SampleStep>

/**
 * Why the times of a sample say nothing about its provider. `picked-up`: its job was asked after again by a later sitting ·
 * `sleep`: this machine stood still while it was in flight.
 */
export const Disturbance = z.enum(['picked-up', 'sleep'])
export type Disturbance = z.infer<typeof Disturbance>

/**
 * One generation asked of one contender. All `…Ms` places on the time line are milliseconds from the start of the trial,
 * read from a monotonic clock; `startedAt` is the wall clock and only says when.
 */
export const Sample = z.strictObject({
  id: z.string(),
  trialId: z.string(),
  contenderId: z.string(),
  caseIndex: z.int().min(0),
  repeat: z.int().min(0),
  position: z.int().min(0),
  seed: z.int().min(0),
  role: SampleRole,
  stage: z.int().min(0),
  block: z.int().min(0),
  /** How long its contender had been left idle on purpose; null where it was not. */
  idleMs: z.number().nullable(),
  disturbance: Disturbance.nullable(),
  startedAt: z.iso.datetime(),
  dueMs: z.number(),
  startedMs: z.number(),
  finishedMs: z.number(),
  /** From due to the last byte of the picture, less `heldBackMs`. */
  latencyMs: z.number(),
  /** The last attempt alone, from its first byte out to the last byte of the picture; of a pipeline, the sum over its steps. */
  serviceMs: z.number(),
  /**
   * Time spent waiting because the provider asked to slow down, for a place among the account's requests, for a tunnel to be opened
   * again, between two attempts, or on our own work on the picture that a step is given: a wait, not a latency.
   */
  heldBackMs: z.number(),
  /** How much later than the truth a polled result may have been seen: the length of the last poll gap. null if not polled. */
  pollingSlackMs: z.number().nullable(),
  /** Our own work after the last byte: reading the reply, hashing, writing. Never part of the latency. null where there was no picture. */
  digestMs: z.number().nullable(),
  outcome: Outcome,
  failure: Failure.nullable(),
  warnings: z.array(ParameterWarning),
  attempts: z.array(Attempt),
  /** Of the last step. */
  images: z.array(SampleImage),
  /** The sum over all steps; unknown where one of them is. */
  charge: Charge,
  /** Each step that was begun, in order. */
  steps: z.array(SampleStep),
})
export type Sample = z.infer<typeof Sample>
