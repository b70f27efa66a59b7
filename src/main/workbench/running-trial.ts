import type { Worker } from 'node:worker_threads'
import type { HostAccess } from '#main/engine/ports.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import type { PlannedOrder } from '#shared/domain/planned-order.ts'
import type { Sample } from '#shared/domain/sample.ts'
import type { SittingKind } from '#shared/domain/sitting.ts'
import type { Trial, TrialProgress, TrialStatus } from '#shared/domain/trial.ts'
import type { Admissions } from './admissions.ts'
import type { TrialProgressCounter } from './trial-progress.ts'

/** What a sitting runs, and with what. */
export interface Task {
  kind: SittingKind
  /** The frozen plan, with the addresses that its samples are sent to now. */
  plan: FrozenPlan
  order: PlannedOrder
  access: Record<string, HostAccess[]>
  /** How the trial stood before. */
  before: Pick<Trial, 'status' | 'statusReason'>
}

/** A trial that this process runs. */
export interface RunningTrial {
  trial: Trial
  task: Task
  counter: TrialProgressCounter
  worker: Worker
  /** Milliseconds at work in earlier sittings. */
  workedMs: number
  startedMonotonicMs: number
  admissions: Admissions
  /** Samples that have ended and wait for their commit. */
  unstored: Sample[]
  /** Ids of what has been stored and nobody was told of yet. */
  landed: string[]
  /** null while Assay stays open. `left`: it closes, and the thread was ended with samples in flight. */
  closing: 'waiting' | 'left' | null
  ended: Promise<TrialStatus>
}

/** Where it stands in this moment. */
export function snapshotOf({ counter, workedMs, startedMonotonicMs }: RunningTrial): TrialProgress {
  return counter.snapshot('running', workedMs + performance.now() - startedMonotonicMs)
}
