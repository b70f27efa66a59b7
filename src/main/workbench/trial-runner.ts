import { orderSamples } from '#main/engine/order-samples.ts'
import type { HostAccess } from '#main/engine/ports.ts'
import type { Store } from '#main/store/open-store.ts'
import type { TrialCalibration } from '#shared/domain/calibration.ts'
import type { TrialExtension } from '#main/store/trial-store.ts'
import type { FrozenPlan, PlannedSample } from '#shared/domain/plan.ts'
import { PlannedOrder } from '#shared/domain/planned-order.ts'
import type { SittingKind } from '#shared/domain/sitting.ts'
import type { Trial, TrialEvent, TrialProgress, TrialStatus } from '#shared/domain/trial.ts'
import { Admissions } from './admissions.ts'
import { closeRunning } from './close-running.ts'
import { describeEnvironment } from './environment.ts'
import type { Examiner } from './examiner.ts'
import { followThread, type HostKeySeen } from './follow-thread.ts'
import { noSuchTrial } from './no-such-trial.ts'
import { openJobs } from './open-jobs.ts'
import type { HostPorts } from './ports.ts'
import { snapshotOf, type RunningTrial, type Task } from './running-trial.ts'
import { stillRunning } from './still-running.ts'
import type { Verdict } from './standing-after.ts'
import { startTrialThread } from './start-trial-thread.ts'
import type { TrialThreadCommand } from './trial-messages.ts'
import { TrialNews } from './trial-news.ts'
import { TrialProgressCounter } from './trial-progress.ts'
import { workingTime } from '#shared/domain/working-time.ts'

/** Starts trials, each on a thread of its own, and knows which of them run here. */
export class TrialRunner {
  readonly #ports: HostPorts
  readonly #store: Store
  readonly #examiner: Examiner
  readonly #running = new Map<string, RunningTrial>()
  readonly #news: TrialNews

  constructor(ports: HostPorts, store: Store, examiner: Examiner) {
    this.#ports = ports
    this.#store = store
    this.#examiner = examiner
    this.#news = new TrialNews(
      { store, examiner },
      { has: (trialId) => this.#running.has(trialId), progress: (trialId) => this.progress(trialId) },
    )
  }

  /**
   * @param access by contender id, one for each of its steps
   * @param calibration what is known of the instrument
   * @param hostKeySeen told of the host key of an account's SSH tunnel where none is pinned
   */
  start(
    plan: FrozenPlan,
    access: Record<string, HostAccess[]>,
    calibration: TrialCalibration,
    hostKeySeen: HostKeySeen,
  ): Trial {
    const order = orderSamples(plan)
    const trial: Trial = {
      id: this.#ports.ids.next('trial'),
      plan,
      status: 'running',
      statusReason: null,
      practice: plan.contenders.every((contender) => contender.account === 'practice'),
      sampleCount: order.length,
      startedAt: this.#ports.clock.now().toISOString(),
      finishedAt: null,
      environment: describeEnvironment(plan, { ports: this.#ports, accounts: this.#store.accounts }),
      calibration,
      earlyStops: [],
    }
    this.#store.trials.create(trial, order, process.pid)
    this.#run(trial, 1, { kind: 'start', plan, order, access, before: trial }, hostKeySeen)
    return trial
  }

  /**
   * Begins another sitting of a trial that stands still.
   * @param next.order called when the trial is ours; @param next.plan with the addresses of today
   * @throws AssayError STILL_RUNNING where a process runs it
   */
  sitDown(
    trial: Trial,
    next: {
      kind: Exclude<SittingKind, 'start'>
      plan: FrozenPlan
      order: () => PlannedSample[]
      access: Record<string, HostAccess[]>
      extension?: TrialExtension
    },
    hostKeySeen: HostKeySeen,
  ): Trial {
    const { kind, plan, access, extension = null } = next
    const number = this.#store.trials.sitDown(
      {
        trialId: trial.id,
        kind,
        startedAt: this.#ports.clock.now().toISOString(),
        processId: process.pid,
        environment: describeEnvironment(plan, { ports: this.#ports, accounts: this.#store.accounts }),
      },
      extension,
    )
    const running = number === null ? null : this.#store.trials.get(trial.id)
    if (number === null || running === null) throw stillRunning(trial.plan)
    this.#run(running, number, { kind, plan, order: PlannedOrder.of(next.order()), access, before: trial }, hostKeySeen)
    return running
  }

  #run(trial: Trial, number: number, task: Task, hostKeySeen: HostKeySeen): void {
    const { plan, order, access } = task
    const offsetMs = this.#store.sittings.list(trial.id).at(-1)?.offsetMs ?? 0
    const workedMs = workingTime(this.#store.sittings.list(trial.id))(offsetMs)
    const jobs = number === 1 ? [] : openJobs(trial, this.#store.trials.order(trial.id), this.#store)
    const worker = startTrialThread({
      trialId: trial.id,
      plan,
      order: order.rows,
      openJobs: jobs,
      offsetMs,
      pausedMs: Math.max(0, offsetMs - workedMs),
      sampleIdPrefix: number === 1 ? trial.id : `${trial.id}-s${number}`,
      access,
      dataDirectory: this.#ports.dataDirectory,
      watchEventLoop: false,
    })
    const counter = this.#counter(trial)
    counter.sitDown({
      asked: jobs.length === 0 ? order : byPosition([...order, ...jobs.map(({ planned }) => planned)]),
      isRetry: task.kind === 'retry',
      pausedMs: Math.max(0, offsetMs - workedMs),
    })
    this.#follow(trial, task, { worker, workedMs, counter }, hostKeySeen)
  }

  /** Resolves when the sitting has ended and its status is stored. */
  async ended(trialId: string): Promise<void> {
    await this.#running.get(trialId)?.ended
  }

  /** Resolves when no trial is running here. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all([...this.#running.values()].map(({ ended }) => ended))
  }

  /** As `ended`, but for a pause: that never resolves, because the trial is to go on. */
  async endedForGood(trialId: string): Promise<void> {
    const status = await this.#running.get(trialId)?.ended
    if (status === 'paused') await new Promise(() => undefined)
  }

  runningIds(): string[] {
    return [...this.#running.keys()]
  }

  /** Gives up what is in flight. @returns false where the trial does not run here */
  cancel(trialId: string): boolean {
    return this.#command(trialId, { type: 'cancel' })
  }

  /** Sends nothing new; the sitting ends with what is in flight. @returns false where the trial does not run here */
  pause(trialId: string): boolean {
    return this.#command(trialId, { type: 'pause' })
  }

  #command(trialId: string, command: TrialThreadCommand): boolean {
    const running = this.#running.get(trialId)
    if (running === undefined) return false
    running.worker.postMessage(command)
    return true
  }

  progress(trialId: string): TrialProgress {
    const running = this.#running.get(trialId)
    if (running !== undefined) return snapshotOf(running)
    const trial = this.#store.trials.get(trialId)
    if (trial === null) throw noSuchTrial(trialId)
    return this.#counter(trial).settled(trial.status)
  }

  /**
   * Where the trial stands, all that has landed, then what happens next until it has settled and its pictures are examined.
   * A sample lands again when something was found in its picture.
   */
  watch(trialId: string, signal: AbortSignal | undefined): AsyncGenerator<TrialEvent> {
    return this.#news.watch(trialId, signal)
  }

  /** Pauses what runs and waits for it, see `closeRunning`. @param hurry aborted: waits for nothing in flight */
  close(hurry?: AbortSignal): Promise<void> {
    return closeRunning(this.#running, (trialId) => this.pause(trialId), { hurry })
  }

  /** With all that has landed so far. */
  #counter(trial: Trial): TrialProgressCounter {
    const counter = new TrialProgressCounter(trial, workingTime(this.#store.sittings.list(trial.id)))
    for (const sample of this.#store.figures(trial.id)) counter.stored(sample)
    return counter
  }

  #follow(
    trial: Trial,
    task: Task,
    { worker, workedMs, counter }: Pick<RunningTrial, 'worker' | 'workedMs' | 'counter'>,
    hostKeySeen: HostKeySeen,
  ): void {
    const { promise: ended, resolve: end } = Promise.withResolvers<TrialStatus>()
    const running: RunningTrial = {
      trial,
      task,
      counter,
      worker,
      workedMs,
      startedMonotonicMs: performance.now(),
      admissions: new Admissions(trial, { store: this.#store, now: () => this.#ports.clock.now() }),
      unstored: [],
      landed: [],
      closing: null,
      ended,
    }
    this.#running.set(trial.id, running)
    const following = {
      ports: this.#ports,
      store: this.#store,
      examiner: this.#examiner,
      news: this.#news,
      hostKeySeen,
      settled: ({ status, reason }: Verdict): void => {
        this.#running.delete(trial.id)
        this.#news.publish(trial.id, { type: 'progress', progress: running.counter.settled(status) })
        this.#news.publish(trial.id, { type: 'settled', status, reason })
        end(status)
      },
    }
    followThread(running, following)
  }
}

function byPosition(samples: readonly PlannedSample[]): PlannedSample[] {
  return samples.toSorted((one, other) => one.position - other.position)
}
