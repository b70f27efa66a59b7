import type { ImageRecord } from './image.ts'
import type { SampleRow } from './sample-row.ts'

/**
 * A finished sample as the analysis needs it: a `SampleRow` without its texts and addresses. A million of them fit where a
 * million rows would not.
 */
export interface SampleFigures extends Pick<
  SampleRow,
  | 'contenderId'
  | 'caseIndex'
  | 'repeat'
  | 'seed'
  | 'role'
  | 'stage'
  | 'block'
  | 'idleMs'
  | 'disturbance'
  | 'position'
  | 'dueMs'
  | 'startedMs'
  | 'finishedMs'
  | 'latencyMs'
  | 'serviceMs'
  | 'heldBackMs'
  | 'pollingSlackMs'
  | 'outcome'
  | 'failureClass'
  | 'attempts'
  | 'chargeMicros'
  | 'reportedQueueMs'
  | 'reportedInferenceMs'
  | 'reportedSeed'
  | 'reportedCold'
  | 'socketReused'
  | 'phases'
  | 'flags'
  | 'examined'
  | 'perceptualHash'
  | 'pixelSha256'
  | 'warnings'
  | 'earlier'
> {
  /** null where none came. */
  image: Pick<ImageRecord, 'sha256' | 'format' | 'width' | 'height'> | null
}
