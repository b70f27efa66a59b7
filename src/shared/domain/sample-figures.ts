import type { SampleRow } from './sample-row.ts'

/**
 * A finished sample as counting and charts need it: a `SampleRow` without its texts and addresses. A million of them fit where a
 * million rows would not.
 */
export interface SampleFigures extends Pick<
  SampleRow,
  | 'contenderId'
  | 'caseIndex'
  | 'repeat'
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
  | 'phases'
  | 'flags'
  | 'examined'
  | 'warnings'
  | 'earlier'
> {
  /** null where none came. */
  image: object | null
}
