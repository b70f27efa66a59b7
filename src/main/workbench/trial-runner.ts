import type { Worker } from 'node:worker_threads'
import { EventPublisher } from '@orpc/server'
import { orderSamples } from '#main/engine/order-samples.ts'
import type { HostAccess } from '#main/engine/ports.ts'
import type { Store } from '#main/store/open-store.ts'
import type { Examination } from '#main/store/picture-check-store.ts'
import type { TrialCalibration } from '#shared/domain/calibration.ts'
import type { AccountChoice, FrozenPlan } from '#shared/domain/plan.ts'
import type { Sample } from '#shared/domain/sample.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial, TrialEvent, TrialProgress, TrialStatus } from '#shared/domain/trial.ts'
import { AssayError } from '#shared/errors.ts'
import { Admissions } from './admissions.ts'
import { alertText } from './applying-caps.ts'
import { noteAlerts } from './budgets.ts'
import { describeEnvironment } from './environment.ts'
import type { Examiner } from './examiner.ts'
import type { HostPorts } from './ports.ts'
import { startTrialThread } from './start-trial-thread.ts'
import type { TrialThreadCommand, TrialThreadMessage } from './trial-messages.ts'
import { TrialProgressCounter } from './trial-progress.ts'

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

interface RunningTrial {
  trial: Trial
  counter: TrialProgressCounter
  worker: Worker
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
    }
    this.#store.trials.create(trial, order, process.pid)
    const worker = startTrialThread({
      trialId: trial.id,
      plan,
      order,
      access,
      dataDirectory: this.#ports.dataDirectory,
      watchEventLoop: false,
    })
    this.#follow(trial, worker, hostKeySeen)
    return trial
  }

  /** Resolves when the trial has ended and its status is stored. */
  async ended(trialId: string): Promise<void> {
    await this.#running.get(trialId)?.ended
  }

  /** Resolves when no trial is running here. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all([...this.#running.values()].map(({ ended }) => ended))
  }

  runningIds(): string[] {
    return [...this.#running.keys()]
  }

  cancel(trialId: string): boolean {
    const running = this.#running.get(trialId)
    if (running === undefined) return false
    running.worker.postMessage({ type: 'cancel' } satisfies TrialThreadCommand)
    return true
  }

  progress(trialId: string): TrialProgress {
    const running = this.#running.get(trialId)
    if (running !== undefined) return this.#snapshot(running)
    const trial = this.#store.trials.get(trialId)
    if (trial === null) throw noSuchTrial(trialId)
    const counter = new TrialProgressCounter(trial)
    for (const sample of this.#store.figures(trialId)) counter.landed(sample)
    return counter.settled(trial.status)
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
      for await (const event of coming) {
        if (event.type === 'examined') return
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

  #follow(trial: Trial, worker: Worker, hostKeySeen: HostKeySeen): void {
    const { promise: ended, resolve: end } = Promise.withResolvers<TrialStatus>()
    const running: RunningTrial = {
      trial,
      counter: new TrialProgressCounter(trial),
      worker,
      startedMonotonicMs: performance.now(),
      admissions: new Admissions(trial, { store: this.#store, now: () => this.#ports.clock.now() }),
      unstored: [],
      turnDue: false,
      landed: [],
      timer: setInterval(() => this.#tell(running), TELL_EVERY_MS),
      ended,
    }
    this.#running.set(trial.id, running)
    let verdict: { status: TrialStatus; reason: string | null } | null = null

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
      } else if (message.type === 'host-key-seen') storing(() => hostKeySeen(message.account, message.hostKeySha256))
      else if (message.type === 'job-submitted') {
        storing(() => this.#store.remoteJobs.put(message.job))
        worker.postMessage({ type: 'job-heard-of', ticket: message.ticket } satisfies TrialThreadCommand)
      } else verdict ??= { status: message.status, reason: message.status === 'cancelled' ? 'Cancelled by you.' : null }
    }
    worker.on('message', (messages: TrialThreadMessage[]) => messages.forEach(hear))
    worker.on('error', (error) => {
      verdict = { status: 'failed', reason: messageOf(error) }
    })
    worker.on('exit', () => {
      storing(() => this.#record(running))
      const { status, reason } = verdict ?? { status: 'failed', reason: 'The measuring thread ended without a word.' }
      clearInterval(running.timer)
      this.#tell(running)
      // What was in flight when the thread broke may have been sent: it stays written down.
      if (status !== 'failed') this.#store.reservations.release(trial.id)
      this.#store.trials.settle(trial.id, status, reason, this.#ports.clock.now().toISOString())
      this.#running.delete(trial.id)
      this.#events.publish(trial.id, { type: 'progress', progress: running.counter.settled(status) })
      this.#events.publish(trial.id, { type: 'settled', status, reason })
      this.#examiner.wake()
      end(status)
    })
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
      const samples: SampleRow[] = running.landed.map((sampleId) => this.#store.samples.row(sampleId))
      running.landed = []
      this.#events.publish(running.trial.id, { type: 'landed', samples })
    }
    this.#events.publish(running.trial.id, { type: 'progress', progress: this.#snapshot(running) })
  }

  #tellFlagged(examinations: readonly Examination[]): void {
    if (this.#events.size === 0) return
    const flagged = examinations.filter(({ checks }) => checks.some(({ result }) => result.flags.length > 0))
    for (const { trialId, sampleId } of flagged.flatMap(({ sha256 }) => this.#store.samples.withPicture(sha256))) {
      this.#events.publish(trialId, { type: 'flagged', samples: [this.#store.samples.row(sampleId)] })
    }
  }

  #tellWhenExamined(trialId: string): void {
    void this.#examiner.examined(trialId).then(() => this.#events.publish(trialId, { type: 'examined' }))
  }

  #snapshot(running: RunningTrial): TrialProgress {
    return running.counter.snapshot('running', performance.now() - running.startedMonotonicMs)
  }
}

export function noSuchTrial(trialId: string): AssayError {
  return new AssayError('NOT_FOUND', `There is no trial "${trialId}" in this data folder.`)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
