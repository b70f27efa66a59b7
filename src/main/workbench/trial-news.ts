import { EventPublisher } from '@orpc/server'
import type { Store } from '#main/store/open-store.ts'
import type { Examination } from '#main/store/picture-check-store.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { TrialEvent, TrialProgress } from '#shared/domain/trial.ts'
import type { Examiner } from './examiner.ts'
import { noSuchTrial } from './no-such-trial.ts'
import { snapshotOf, type RunningTrial } from './running-trial.ts'

/** What followers are told of, and two events that only end up as others of the contract. */
type News =
  | TrialEvent
  /** Samples that landed before, in whose pictures something was found. */
  | { type: 'flagged'; samples: SampleRow[] }
  /** The trial has settled, and its pictures have been examined: nothing more will come. */
  | { type: 'examined' }

/** Tells whoever follows a trial what happens in it. What has not been stored is never told. */
export class TrialNews {
  readonly #store: Store
  readonly #examiner: Examiner
  readonly #isRunning: (trialId: string) => boolean
  readonly #progress: (trialId: string) => TrialProgress
  readonly #events = new EventPublisher<Record<string, News>>({ maxBufferedEvents: 100_000 })

  /** @param running of the trials that this process runs; `progress` of any, @throws AssayError NOT_FOUND */
  constructor(
    { store, examiner }: { store: Store; examiner: Examiner },
    running: { has: (trialId: string) => boolean; progress: (trialId: string) => TrialProgress },
  ) {
    this.#store = store
    this.#examiner = examiner
    this.#isRunning = running.has
    this.#progress = running.progress
    examiner.listen((examinations) => this.#tellFlagged(examinations))
  }

  publish(trialId: string, event: TrialEvent): void {
    this.#events.publish(trialId, event)
  }

  /**
   * Where the trial stands, all that has landed, then what happens next until it has settled and its pictures are examined.
   * A sample lands again when something was found in its picture.
   */
  async *watch(trialId: string, signal: AbortSignal | undefined): AsyncGenerator<TrialEvent> {
    // Listening starts before the rows are read, so that nothing falls between; what comes twice is dropped.
    const coming = this.#events.subscribe(trialId, signal === undefined ? {} : { signal })
    try {
      const progress = this.#progress(trialId)
      const rows = this.#store.samples.rows(trialId)
      const known = new Set(rows.map((row) => row.sampleId))
      yield { type: 'progress', progress }
      yield { type: 'landed', samples: rows }
      const trial = this.#store.trials.get(trialId)
      if (trial === null) throw noSuchTrial(trialId)
      if (trial.status !== 'running' || !this.#isRunning(trialId)) {
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

  /** Where a running trial stands, and what has landed in it since the last time. */
  tell(running: RunningTrial): void {
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
    this.#events.publish(running.trial.id, { type: 'progress', progress: snapshotOf(running) })
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
}
