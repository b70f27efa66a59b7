import { setTimeout as sleep } from 'node:timers/promises'
import type { JudgeRun } from '#shared/domain/judge.ts'
import { CLOSE_WITHIN_MS } from '../close-running.ts'
import type { JudgeAccess, JudgeContext } from './judge-access.ts'
import type { JudgeRunning } from './judge-calls.ts'
import { runJudge } from './run-judge.ts'

interface Running {
  stop: AbortController
  giveUp: AbortController
  ended: Promise<void>
}

/** Runs judges, and knows which of them run here. */
export class JudgeRunner {
  readonly #context: JudgeContext
  readonly #reportBug: (error: unknown) => void
  readonly #wait: JudgeRunning['wait']
  readonly #running = new Map<string, Running>()

  /** @param wait for tests, in which nobody waits for a retry */
  constructor(
    context: JudgeContext,
    reportBug: (error: unknown) => void,
    wait: JudgeRunning['wait'] = waitUnlessStopped,
  ) {
    this.#context = context
    this.#reportBug = reportBug
    this.#wait = wait
  }

  /** @param run as it is stored: running, by this process */
  start(run: JudgeRun, access: JudgeAccess): void {
    const stop = new AbortController()
    const giveUp = new AbortController()
    const running = { access, stop: stop.signal, giveUp: giveUp.signal, wait: this.#wait }
    this.#running.set(run.id, { stop, giveUp, ended: this.#run(run, running) })
  }

  /** Asks nothing more. @param giveUp whether what is in flight, and paid for, is given up. @returns false where it does not run here */
  stop(runId: string, giveUp: boolean): boolean {
    const running = this.#running.get(runId)
    running?.stop.abort()
    if (giveUp) running?.giveUp.abort()
    return running !== undefined
  }

  /** Resolves when how the run stands is stored. */
  async ended(runId: string): Promise<void> {
    await this.#running.get(runId)?.ended
  }

  /** Stops every run, and gives up what is still in flight after a while. @param hurry aborted: at once */
  async close(hurry?: AbortSignal): Promise<void> {
    const all = [...this.#running.values()]
    for (const { stop } of all) stop.abort()
    const ended = Promise.all(all.map((running) => running.ended))
    const over = new AbortController()
    const signal = hurry === undefined ? over.signal : AbortSignal.any([over.signal, hurry])
    await Promise.race([ended, waitUnlessStopped(CLOSE_WITHIN_MS, signal)])
    over.abort()
    for (const { giveUp } of all) giveUp.abort()
    await ended
  }

  async #run(run: JudgeRun, running: JudgeRunning): Promise<void> {
    const { ports, store } = this.#context
    try {
      const { status, reason } = await runJudge(run, running, this.#context)
      store.judges.settle(run.id, status, reason, ports.clock.now().toISOString())
    } catch (error) {
      this.#reportBug(error)
      const reason = error instanceof Error ? error.message : String(error)
      store.judges.settle(run.id, 'failed', reason, ports.clock.now().toISOString())
    } finally {
      this.#running.delete(run.id)
    }
  }
}

async function waitUnlessStopped(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined)
}
