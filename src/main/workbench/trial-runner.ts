import type { Worker } from 'node:worker_threads'
import { EventPublisher } from '@orpc/server'
import { orderSamples } from '#main/engine/order-samples.ts'
import type { HostAccess } from '#main/engine/ports.ts'
import type { Store } from '#main/store/open-store.ts'
import type { Examination } from '#main/store/picture-check-store.ts'
import type { TrialCalibration } from '#shared/domain/calibration.ts'
import type { TrialExtension } from '#main/store/trial-store.ts'
import type { AccountChoice, FrozenPlan, PlannedSample } from '#shared/domain/plan.ts'
import type { Sample } from '#shared/domain/sample.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { SittingKind } from '#shared/domain/sitting.ts'
import type { Trial, TrialEvent, TrialProgress, TrialStatus } from '#shared/domain/trial.ts'
import { AssayError } from '#shared/errors.ts'
import { Admissions } from './admissions.ts'
import { alertText } from './applying-caps.ts'
import { noteAlerts } from './budgets.ts'
import { describeEnvironment } from './environment.ts'
import type { Examiner } from './examiner.ts'
import { openJobs } from './open-jobs.ts'
import type { HostPorts } from './ports.ts'
import { stillRunning } from './still-running.ts'
import { standingAfter, type Verdict } from './standing-after.ts'
import { startTrialThread } from './start-trial-thread.ts'
import type { TrialThreadCommand, TrialThreadMessage } from './trial-messages.ts'
import { TrialProgressCounter } from './trial-progress.ts'
import { workingTime } from './working-time.ts'

/** How often followers hear where a trial stands, in milliseconds. What landed in between comes in one batch. */
const TELL_EVERY_MS = 200

/** What followers are told of, and two events that only end up as others of the contract. */
type RunnerEvent =
  | TrialEvent
  /** Samples that landed before, in whose pictures something was found. */
  | { type: 'flagged'; samples: SampleRow[] }
  /** The trial has settled, and its pictures have been examined: nothing more will come. */
  | { type: 'examined' }

/** @param hostKeySha256 as OpenSSH prints it after `SHA256:` */
export type HostKeySeen = (account: AccountChoice, hostKeySha256: string) => void

/** What a sitting runs, and with what. */
interface Task {
  kind: SittingKind
  /** The frozen plan, with the addresses that its samples are sent to now. */
  plan: FrozenPlan
  order: PlannedSample[]
  access: Record<string, HostAccess[]>
  /** How the trial stood before. */
  before: Pick<Trial, 'status' | 'statusReason'>
}

interface RunningTrial {
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
  /** Whether what has arrived will be handled at the end of this turn of the loop. */
  turnDue: boolean
  landed: string[]
  timer: NodeJS.Timeout
  ended: Promise<TrialStatus>
}

/**
 * Starts trials, each on a thread of its own, and stores every sample the moment it ends, then tells of it: followers never
 * hear of a sample that is not on disk. Samples that ended while the disk was busy share the next commit.
 */
export class TrialRunner {
  readonly #ports: HostPorts
  readonly #store: Store
  readonly #examiner: Examiner
  readonly #running = new Map<string, RunningTrial>()
  readonly #events = new EventPublisher<Record<string, RunnerEvent>>({ maxBufferedEvents: 100_000 })

  constructor(ports: HostPorts, store: Store, examiner: Examiner) {
    this.#ports = ports
    this.#store = store
    this.#examiner = examiner
    examiner.listen((examinations) => this.#tellFlagged(examinations))
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
    this.#run(running, number, { kind, plan, order: next.order(), access, before: trial }, hostKeySeen)
    return running
  }

  #run(trial: Trial, number: number, task: Task, hostKeySeen: HostKeySeen): void {
    const { plan, order, access } = task
    const jobs = number === 1 ? [] : openJobs(trial, this.#store.trials.order(trial.id), this.#store)
    const worker = startTrialThread({
      trialId: trial.id,
      plan,
      order,
      openJobs: jobs,
      offsetMs: this.#store.sittings.list(trial.id).at(-1)?.offsetMs ?? 0,
      sampleIdPrefix: number === 1 ? trial.id : `${trial.id}-s${number}`,
      access,
      dataDirectory: this.#ports.dataDirectory,
      watchEventLoop: false,
    })
    this.#follow(trial, task, worker, hostKeySeen)
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
    if (running !== undefined) return this.#snapshot(running)
    const trial = this.#store.trials.get(trialId)
    if (trial === null) throw noSuchTrial(trialId)
    return this.#counter(trial).settled(trial.status)
  }

  /**
   * Where the trial stands, all that has landed, then what happens next until it has settled and its pictures are examined.
   * A sample lands again when something was found in its picture.
   */
  async *watch(trialId: string, signal: AbortSignal | undefined): AsyncGenerator<TrialEvent> {
    // Listening starts before the rows are read, so that nothing falls between; what comes twice is dropped.
    const coming = this.#events.subscribe(trialId, signal === undefined ? {} : { signal })
    try {
      const progress = this.progress(trialId)
      const rows = this.#store.samples.rows(trialId)
      const known = new Set(rows.map((row) => row.sampleId))
      yield { type: 'progress', progress }
      yield { type: 'landed', samples: rows }
      const trial = this.#store.trials.get(trialId)
      if (trial === null) throw noSuchTrial(trialId)
      if (trial.status !== 'running' || !this.#running.has(trialId)) {
        yield { type: 'settled', status: trial.status, reason: trial.statusReason }
        // Another process runs it, and examines its pictures.
        if (trial.status === 'running') return
        this.#tellWhenExamined(trialId)
      }
      let settled = trial.status !== 'running'
      for await (const event of coming) {
        if (event.type === 'settled') settled = true
        else if (event.type === 'progress') settled &&= event.progress.status !== 'running'
        // Somebody may have waited for the pictures of an earlier sitting.
        if (event.type === 'examined' && settled) return
        if (event.type === 'examined') continue
        if (event.type === 'flagged') yield { type: 'landed', samples: event.samples }
        else if (event.type === 'landed') {
          const samples = event.samples.filter((row) => !known.has(row.sampleId))
          if (samples.length > 0) yield { type: 'landed', samples }
        } else yield event
        if (event.type === 'settled') this.#tellWhenExamined(trialId)
      }
    } finally {
      await coming.return()
    }
  }

  async close(): Promise<void> {
    const running = [...this.#running.values()]
    for (const { trial } of running) this.cancel(trial.id)
    await Promise.all(running.map((trial) => trial.ended))
  }

  /** With all that has landed so far. */
  #counter(trial: Trial): TrialProgressCounter {
    const counter = new TrialProgressCounter(trial, workingTime(this.#store.sittings.list(trial.id)))
    for (const sample of this.#store.figures(trial.id)) counter.stored(sample)
    return counter
  }

  #follow(trial: Trial, task: Task, worker: Worker, hostKeySeen: HostKeySeen): void {
    const sittings = this.#store.sittings.list(trial.id)
    const { promise: ended, resolve: end } = Promise.withResolvers<TrialStatus>()
    const running: RunningTrial = {
      trial,
      task,
      counter: this.#counter(trial),
      worker,
      workedMs: workingTime(sittings)(sittings.at(-1)?.offsetMs ?? 0),
      startedMonotonicMs: performance.now(),
      admissions: new Admissions(trial, { store: this.#store, now: () => this.#ports.clock.now() }),
      unstored: [],
      turnDue: false,
      landed: [],
      timer: setInterval(() => this.#tell(running), TELL_EVERY_MS),
      ended,
    }
    this.#running.set(trial.id, running)
    let verdict: Verdict | null = null

    const storing = (store: () => void): void => {
      try {
        store()
      } catch (error) {
        // What can't be stored must not be measured on: the disk may be full, and every further call costs money. A thread that is
        // told to cancel also has the jobs in flight stopped at their providers; one that is terminated would leave them running.
        verdict ??= { status: 'failed', reason: `A result could not be stored: ${messageOf(error)}` }
        worker.postMessage({ type: 'cancel' } satisfies TrialThreadCommand)
      }
    }
    // All messages that have arrived are handled in this turn of the loop; what they bring is stored and decided at its end.
    const atEndOfTurn = (): void => {
      if (running.turnDue) return
      running.turnDue = true
      setImmediate(() => {
        running.turnDue = false
        storing(() => {
          this.#record(running)
          this.#decide(running)
        })
      })
    }
    const hear = (message: TrialThreadMessage): void => {
      if (message.type === 'admit') {
        running.admissions.ask(message)
        atEndOfTurn()
      } else if (message.type === 'finished') {
        running.unstored.push(message.sample)
        atEndOfTurn()
      } else if (message.type === 'slept') {
        storing(() => this.#store.sittings.slept(trial.id, message.sleep))
        this.#events.publish(trial.id, message)
      } else if (message.type === 'stopped-early') {
        storing(() => this.#store.trials.stoppedEarly(trial.id, message.stop))
        running.counter.stopped(message.stop)
      } else if (message.type === 'host-key-seen') storing(() => hostKeySeen(message.account, message.hostKeySha256))
      else if (message.type === 'job-submitted') {
        storing(() => this.#store.remoteJobs.put({ ...message.job, soFar: JSON.stringify(message.job.soFar) }))
        worker.postMessage({ type: 'job-heard-of', ticket: message.ticket } satisfies TrialThreadCommand)
      } else verdict ??= { status: message.status, reason: REASONS[message.status] }
    }
    worker.on('message', (messages: TrialThreadMessage[]) => messages.forEach(hear))
    worker.on('error', (error) => {
      verdict = { status: 'failed', reason: messageOf(error) }
    })
    worker.on('exit', () => {
      storing(() => this.#record(running))
      const ending = verdict ?? { status: 'failed', reason: 'The measuring thread ended without a word.' }
      clearInterval(running.timer)
      this.#tell(running)
      // What was in flight when the thread broke may have been sent: it stays written down, until the trial is resumed.
      if (ending.status !== 'failed') this.#store.reservations.release(trial.id)
      const { status, reason } = this.#settle(running, ending)
      this.#running.delete(trial.id)
      this.#events.publish(trial.id, { type: 'progress', progress: running.counter.settled(status) })
      this.#events.publish(trial.id, { type: 'settled', status, reason })
      this.#examiner.wake()
      end(status)
    })
  }

  #settle({ trial, task }: RunningTrial, ending: Verdict): Verdict {
    const { trials } = this.#store
    const standing = standingAfter(task.kind, ending, { before: task.before, left: trials.open(trial.id).length })
    trials.settle(trial.id, standing.status, standing.reason, this.#ports.clock.now().toISOString(), {
      ending: ending.status,
      reason: ending.reason,
    })
    return standing
  }

  #record(running: RunningTrial): void {
    const samples = running.unstored.splice(0)
    if (samples.length === 0) return
    this.#store.samples.recordTogether(samples)
    for (const sample of samples) {
      running.counter.landed({
        ...sample,
        failureClass: sample.failure?.class ?? null,
        chargeMicros: sample.charge.amountMicros,
      })
      running.landed.push(sample.id)
    }
    for (const alert of noteAlerts({ ports: this.#ports, store: this.#store })) {
      const message = alertText(alert, { store: this.#store })
      this.#events.publish(running.trial.id, { type: 'budget', alert, message })
    }
    const kept = samples.flatMap(({ images, steps }) => [...images, ...steps.flatMap((step) => step.images)])
    this.#examiner.add(kept.map(({ image }) => image.sha256))
  }

  #decide({ admissions, counter, worker }: RunningTrial): void {
    const decisions = admissions.decide()
    if (decisions.length === 0) return
    for (const { request, admission } of decisions) if (admission.ok) counter.started(request)
    const answers = decisions.map(({ ticket, admission }) => ({ ticket, admission }))
    worker.postMessage({ type: 'admissions', decisions: answers } satisfies TrialThreadCommand)
  }

  #tell(running: RunningTrial): void {
    // Reading rows back costs the processor that the trial shares; nobody to tell means nothing to read.
    if (this.#events.size === 0) {
      running.landed = []
      return
    }
    if (running.landed.length > 0) {
      const samples = this.#store.samples.rowsOf(running.landed)
      running.landed = []
      this.#events.publish(running.trial.id, { type: 'landed', samples })
    }
    this.#events.publish(running.trial.id, { type: 'progress', progress: this.#snapshot(running) })
  }

  #tellFlagged(examinations: readonly Examination[]): void {
    if (this.#events.size === 0) return
    const flagged = examinations.filter(({ checks }) => checks.some(({ result }) => result.flags.length > 0))
    const shown = flagged.flatMap(({ sha256 }) => this.#store.samples.withPicture(sha256))
    for (const [trialId, samples] of Map.groupBy(shown, (sample) => sample.trialId)) {
      const ids = new Set(samples.map(({ sampleId }) => sampleId))
      this.#events.publish(trialId, { type: 'flagged', samples: this.#store.samples.rowsOf([...ids]) })
    }
  }

  #tellWhenExamined(trialId: string): void {
    void this.#examiner.examined(trialId).then(() => this.#events.publish(trialId, { type: 'examined' }))
  }

  #snapshot(running: RunningTrial): TrialProgress {
    return running.counter.snapshot('running', running.workedMs + performance.now() - running.startedMonotonicMs)
  }
}

const REASONS = { finished: null, paused: 'Paused by you.', cancelled: 'Cancelled by you.' } as const

export function noSuchTrial(trialId: string): AssayError {
  return new AssayError('NOT_FOUND', `There is no trial "${trialId}" in this data folder.`)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
