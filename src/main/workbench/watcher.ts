import type { Store } from '#main/store/open-store.ts'
import type { ClaimedRun } from '#main/store/watch-store.ts'
import type { Plan } from '#shared/domain/plan.ts'
import { AssayError } from '#shared/errors.ts'

/** What a watcher needs of the workbench and of time. */
export interface WatcherPorts {
  store: Pick<Store, 'watches'>
  now: () => Date
  /** Starts a trial. @returns its id */
  startTrial: (plan: Plan) => Promise<string>
  /** Ends a trial that runs here with what is in flight. */
  pauseTrial: (trialId: string) => void
  /** Resolves when no trial is running in this process. */
  idle: () => Promise<void>
  /** Hears of errors that are nobody's input. */
  reportBug: (error: unknown) => void
  /** Calls after a time, unless it is told not to. A timer of the system if absent. */
  setTimer?: (callback: () => void, milliseconds: number) => () => void
}

/** Another process may have added a watch meanwhile, and a machine that slept finds its timers late. */
const LOOK_EVERY_MS = 30_000

/**
 * Runs what is due, one run at a time, and never beside another trial of this process: both would be measured as slower. What went
 * by while no Assay was there is not made up for; it is counted.
 */
export class Watcher {
  readonly #ports: WatcherPorts
  #stopTimer: (() => void) | null = null
  #running: Promise<unknown> = Promise.resolve()
  #started = false
  #busy = false
  #closed = false

  constructor(ports: WatcherPorts) {
    this.#ports = ports
  }

  /** Keeps looking until it is closed. */
  start(): void {
    this.#started = true
    this.#arm()
  }

  /** Looks anew at when something is due next; does nothing where it was not started. */
  wake(): void {
    if (this.#started && !this.#busy) this.#arm()
  }

  #arm(): void {
    if (this.#closed) return
    const { setTimer = systemTimer, store, now, reportBug } = this.#ports
    const nextAt = store.watches.nextAt()
    const untilMs = nextAt === null ? LOOK_EVERY_MS : Date.parse(nextAt) - now().getTime()
    this.#stopTimer?.()
    this.#stopTimer = setTimer(
      () => {
        this.#busy = true
        this.#running = this.runDue()
          .catch(reportBug)
          .finally(() => {
            this.#busy = false
            this.#arm()
          })
      },
      Math.min(LOOK_EVERY_MS, Math.max(0, untilMs)),
    )
  }

  /**
   * Runs all that is due now, one after the other. A run whose trial can't be started is kept with the reason.
   * @param stop aborted: begins no other run, and pauses the trial that was being started just then; one that runs is not its to end
   * @returns the runs that were begun, each with its trial where one was started
   */
  async runDue(
    stop?: AbortSignal,
  ): Promise<{ watchId: string; number: number; trialId: string | null; problem: string | null }[]> {
    const begun = []
    const isOver = (): boolean => this.#closed || stop?.aborted === true
    for (;;) {
      await this.#ports.idle()
      if (isOver()) return begun
      const claimed = this.#ports.store.watches.claimDue(this.#ports.now())
      if (claimed === null) return begun
      const settled = await this.#begin(claimed)
      this.#ports.store.watches.settleRun(claimed.watch.id, settled)
      begun.push({ watchId: claimed.watch.id, ...settled })
      // Whoever pauses what runs does not see a trial before it has been started, as while the instrument is calibrated.
      if (isOver() && settled.trialId !== null) this.#ports.pauseTrial(settled.trialId)
    }
  }

  /** Begins no other run. Trials that run are not its to end. */
  async close(): Promise<void> {
    this.#closed = true
    this.#stopTimer?.()
    await this.#running
  }

  async #begin({ watch, run: { number } }: ClaimedRun): Promise<{
    number: number
    trialId: string | null
    problem: string | null
  }> {
    try {
      return { number, trialId: await this.#ports.startTrial(watch.plan), problem: null }
    } catch (error) {
      if (!(error instanceof AssayError)) throw error
      return { number, trialId: null, problem: error.message }
    }
  }
}

function systemTimer(callback: () => void, milliseconds: number): () => void {
  const timer = setTimeout(callback, milliseconds)
  // A watch alone keeps no process alive: its door does.
  timer.unref()
  return () => clearTimeout(timer)
}
