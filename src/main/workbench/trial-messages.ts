import type { Admission, AdmissionRequest, HostAccess, OpenJob, SubmittedJob } from '#main/engine/ports.ts'
import type { EventLoopLag } from '#shared/domain/calibration.ts'
import type { EarlyStop } from '#shared/domain/early-stop.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import type { PlannedRows } from '#shared/domain/planned-order.ts'
import type { AccountChoice } from '#shared/domain/planned-contender.ts'
import type { Sample } from '#shared/domain/sample.ts'
import type { Sleep } from '#shared/domain/sleep.ts'

/** What the trial thread is born with. The credentials live here and nowhere on disk. */
export interface TrialAssignment {
  trialId: string
  plan: FrozenPlan
  /** The samples to ask in this sitting, in their order. */
  order: PlannedRows
  /** Jobs of earlier sittings to ask after first. */
  openJobs: OpenJob[]
  /** What the trial's clock reads at the beginning. */
  offsetMs: number
  /** How much of that nobody was at work. */
  pausedMs: number
  /** How its sample ids begin: no two sittings give the same one. */
  sampleIdPrefix: string
  /** By contender id, one for each of its steps. */
  access: Record<string, HostAccess[]>
  dataDirectory: string
  pictureThreads: number
  /** Whether to tell at the end how late this thread's own timers came. */
  watchEventLoop: boolean
}

/** From the trial thread to the workbench, in arrays: what happened in one turn of its loop. */
export type TrialThreadMessage =
  | { type: 'admit'; ticket: number; request: AdmissionRequest }
  | { type: 'job-submitted'; ticket: number; job: SubmittedJob }
  | { type: 'finished'; sample: Sample }
  | { type: 'slept'; sleep: Sleep }
  | { type: 'stopped-early'; stop: EarlyStop }
  | { type: 'host-key-seen'; account: AccountChoice; hostKeySha256: string }
  | { type: 'ended'; status: 'finished' | 'paused' | 'cancelled'; eventLoopLag: EventLoopLag | null }

/** From the workbench to the trial thread. `job-heard-of`: the job is stored, or the trial has been told to cancel. */
export type TrialThreadCommand =
  | { type: 'admissions'; decisions: { ticket: number; admission: Admission }[] }
  | { type: 'job-heard-of'; ticket: number }
  | { type: 'pause' }
  | { type: 'cancel' }
