import { z } from 'zod'
import { ParameterWarning } from './generation.ts'
import { ImageRecord } from './image.ts'
import { ChargeBasis } from './price.ts'
import { SampleRole } from './load.ts'
import { Disturbance, FailureClass, ImageFlag, Outcome } from './sample.ts'
import { Micros } from '../units/money.ts'

/**
 * Where a sample's time went, over the exchanges of its last attempt, in milliseconds; null is "did not happen".
 * `connect`: waiting for a socket, DNS, TCP, TLS · `send` and `wait`: of the submitting call · `polling`: from the end of
 * the submitting call to the end of the last poll · `receive`: bodies of the submitting call and of all downloads.
 */
export const SamplePhases = z.strictObject({
  connectMs: z.number().nullable(),
  sendMs: z.number().nullable(),
  waitMs: z.number().nullable(),
  pollingMs: z.number().nullable(),
  receiveMs: z.number().nullable(),
})
export type SamplePhases = z.infer<typeof SamplePhases>

/** How a sample had ended before it was asked again. */
export const EarlierOutcome = z.strictObject({
  sampleId: z.string(),
  outcome: Outcome,
  failureClass: FailureClass.nullable(),
  chargeMicros: Micros.nullable(),
})
export type EarlierOutcome = z.infer<typeof EarlierOutcome>

/**
 * A finished sample on one line, without its exchanges: what grids, lanes, charts, tables and exports read.
 * The same numbers as in `Sample`, which holds the full story.
 */
export const SampleRow = z.strictObject({
  sampleId: z.string(),
  contenderId: z.string(),
  caseIndex: z.int(),
  repeat: z.int(),
  position: z.int(),
  seed: z.int(),
  role: SampleRole,
  stage: z.int(),
  block: z.int(),
  idleMs: z.number().nullable(),
  disturbance: Disturbance.nullable(),
  startedAt: z.iso.datetime(),
  dueMs: z.number(),
  startedMs: z.number(),
  finishedMs: z.number(),
  latencyMs: z.number(),
  serviceMs: z.number(),
  heldBackMs: z.number(),
  pollingSlackMs: z.number().nullable(),
  digestMs: z.number().nullable(),
  outcome: Outcome,
  failureClass: FailureClass.nullable(),
  failureMessage: z.string().nullable(),
  attempts: z.int(),
  chargeMicros: Micros.nullable(),
  chargeBasis: ChargeBasis,
  /** When the submitting request of the last attempt was handed to its socket whole, and when the first byte of its reply came: from the start of the trial. `finishedMs` is the last byte. */
  submittedMs: z.number().nullable(),
  firstByteMs: z.number().nullable(),
  /** Of that request: whether its socket had carried another before, and what TLS agreed on. */
  socketReused: z.boolean().nullable(),
  alpnProtocol: z.string().nullable(),
  reportedQueueMs: z.number().nullable(),
  reportedInferenceMs: z.number().nullable(),
  reportedSeed: z.string().nullable(),
  reportedCold: z.boolean().nullable(),
  requestId: z.string().nullable(),
  phases: SamplePhases,
  /** The first picture; null where none came. */
  image: ImageRecord.nullable(),
  flags: z.array(ImageFlag),
  /** Of that picture: 64 bits as 16 hexadecimal digits; null until it has been examined, and where it does not decode. */
  perceptualHash: z.string().nullable(),
  /** SHA-256 of its decoded pixels; null until it was needed. */
  pixelSha256: z.string().nullable(),
  /** Whether that picture has been examined. Until then nobody knows whether it is damaged, black or blank. null where none came. */
  examined: z.boolean().nullable(),
  warnings: z.array(ParameterWarning),
  /** What it had come to each time before, the first time first; empty where it was asked once. */
  earlier: z.array(EarlierOutcome),
})
export type SampleRow = z.infer<typeof SampleRow>
