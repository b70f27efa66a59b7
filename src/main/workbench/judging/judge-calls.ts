import type { JudgeRun, JudgeSlot, JudgeStatus } from '#shared/domain/judge.ts'
import { formatDuration } from '#shared/units/duration.ts'
import { noteAlerts } from '../budgets.ts'
import { admitJudgeCall } from './admit-judge-call.ts'
import { askJudge, type JudgeQuestion } from './ask-judge.ts'
import type { JudgeAccess, JudgeContext } from './judge-access.ts'

export interface JudgeEnd {
  status: Exclude<JudgeStatus, 'running' | 'interrupted'>
  reason: string | null
}

export interface JudgeRunning {
  access: JudgeAccess
  /** Aborted: nothing more is asked. */
  stop: AbortSignal
  /** Aborted: what is in flight is given up. */
  giveUp: AbortSignal
  /** Resolves after a time, or at once when the signal is aborted. */
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

/** A call that got no answer is sent so often, longer waits between. */
const TRIES = 3
const FIRST_WAIT_MS = 2000
/** Who is asked to wait longer does better to go on another time. */
const LONGEST_WAIT_MS = 10 * 60_000

/**
 * The calls of a run that are in flight together. Each is written down with its worst case before it is sent, and one that does not fit
 * under a cap waits as long as another is in flight that may cost less than it could. The first goes alone, so that a wrong key is refused
 * once and not once for each place; so does a call that is sent again, and nothing new is sent before it has been answered.
 */
export class JudgeCalls {
  readonly #run: JudgeRun
  readonly #running: JudgeRunning
  readonly #context: JudgeContext
  readonly #over = new AbortController()
  #end: JudgeEnd | null = null
  #inFlight = 0
  /** Calls that got no answer and are to be sent again, or are in flight again. */
  #again = 0
  #isAnswered = false
  #change = Promise.withResolvers<void>()

  constructor(run: JudgeRun, running: JudgeRunning, context: JudgeContext) {
    this.#run = run
    this.#running = running
    this.#context = context
  }

  /** Why nothing more is asked; null as long as more is. */
  get end(): JudgeEnd | null {
    return this.#end
  }

  /** Ends the run once what is in flight has been answered. The first reason stands. */
  finish(end: JudgeEnd): void {
    if (this.#end === null || this.#end.reason === null) this.#end = end
    this.#over.abort()
    this.#tell()
  }

  /** Resolves when the slot has been answered for good, or with `end` set. Never rejects for anything that a server does. */
  async ask(slot: JudgeSlot, question: JudgeQuestion): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const callId = await this.#admitted(slot, attempt > 1)
      if (callId === null) return
      const waitMs = await this.#send(callId, question, attempt)
      if (waitMs === null) return
      await this.#running.wait(waitMs, AbortSignal.any([this.#running.stop, this.#over.signal]))
    }
  }

  /** @returns the id of the call, which counts as in flight from here on; null where nothing more is asked */
  async #admitted(slot: JudgeSlot, isAgain: boolean): Promise<string | null> {
    for (;;) {
      if (this.#running.stop.aborted) this.finish({ status: 'stopped', reason: null })
      if (this.#end !== null) return null
      if (this.#hasPlace(isAgain)) {
        const busy = busyWith(this.#context.store.trials.runningIds())
        if (busy !== null) this.finish(busy)
        else {
          const admitted = admitJudgeCall(this.#run, slot, this.#context)
          if (admitted.ok) {
            this.#inFlight += 1
            return admitted.callId
          }
          if (this.#inFlight === 0) this.finish({ status: 'stopped', reason: admitted.reason })
        }
      }
      if (this.#end === null) await this.#change.promise
    }
  }

  #hasPlace(isAgain: boolean): boolean {
    if (this.#inFlight === 0) return isAgain || this.#again === 0
    return !isAgain && this.#again === 0 && this.#isAnswered
  }

  /** @returns after how many milliseconds the call is to be sent again; null where it is not */
  async #send(callId: string, question: JudgeQuestion, attempt: number): Promise<number | null> {
    const { access, giveUp } = this.#running
    const { ports, store } = this.#context
    try {
      const { answer, again, retryAfterMs } = await askJudge(this.#run, question, access, giveUp)
      store.judgeCalls.answer(callId, { ...answer, answeredAt: ports.clock.now().toISOString() })
      noteAlerts(this.#context)
      if (answer.finding !== 'failed') {
        this.#isAnswered = true
        return null
      }
      const waitMs = retryAfterMs ?? FIRST_WAIT_MS * 4 ** (attempt - 1)
      if (giveUp.aborted) this.finish({ status: 'stopped', reason: 'What was in flight was given up.' })
      else if (!again || attempt === TRIES) this.finish({ status: 'failed', reason: answer.reason })
      else if (waitMs > LONGEST_WAIT_MS) this.finish({ status: 'stopped', reason: tooLong(waitMs) })
      else {
        this.#again += 1
        return waitMs
      }
      return null
    } finally {
      this.#inFlight -= 1
      if (attempt > 1) this.#again -= 1
      this.#tell()
    }
  }

  /** Wakes those that wait for a place or for money. */
  #tell(): void {
    this.#change.resolve()
    this.#change = Promise.withResolvers()
  }
}

/** A judge takes a processor for its pictures: beside a trial both would be measured as slower. */
export function busyWith(runningTrialIds: readonly string[]): JudgeEnd | null {
  const [trialId] = runningTrialIds
  if (trialId === undefined) return null
  return {
    status: 'stopped',
    reason: `The trial ${trialId} is being measured, and a judge would disturb it. Go on when it has ended.`,
  }
}

function tooLong(waitMs: number): string {
  return `The server asks to wait for ${formatDuration(waitMs)} before it is asked again. Go on then.`
}
