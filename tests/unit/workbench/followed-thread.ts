import { EventEmitter } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { openStore, type Store } from '#main/store/open-store.ts'
import { Admissions } from '#main/workbench/admissions.ts'
import { followThread, type FollowingPorts } from '#main/workbench/follow-thread.ts'
import type { RunningTrial } from '#main/workbench/running-trial.ts'
import type { Verdict } from '#main/workbench/standing-after.ts'
import type { TrialThreadCommand, TrialThreadMessage } from '#main/workbench/trial-messages.ts'
import { TrialProgressCounter } from '#main/workbench/trial-progress.ts'
import { PlannedOrder } from '#shared/domain/planned-order.ts'
import type { Trial, TrialEvent } from '#shared/domain/trial.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { exampleOrder, exampleTrial } from '../store/examples.ts'

export interface FollowedThread {
  store: Store
  trial: Trial
  running: RunningTrial
  /** What the thread was told. */
  commands: TrialThreadCommand[]
  /** What followers were told. */
  told: TrialEvent[]
  /** SHA-256 of the pictures that were handed to the examiner. */
  examined: string[]
  settled: Verdict[]
  /** As the thread would say it, all in one turn. */
  say(...messages: TrialThreadMessage[]): void
  exit(): void
}

/**
 * A trial of the examples with a real store, whose measuring thread is played by the test.
 * @param budgetMicros the trial's own cap
 */
export async function followedThread({ budgetMicros = 5_000_000 } = {}): Promise<FollowedThread> {
  const clock = { now: () => new Date('2026-11-14T09:31:00.000Z') }
  const store = openStore({ directory: await temporaryDirectory(), clock })
  const example = exampleTrial()
  const trial = { ...example, plan: { ...example.plan, budgetMicros } }
  store.trials.create(trial, exampleOrder(), process.pid)
  const commands: TrialThreadCommand[] = []
  const told: TrialEvent[] = []
  const examined: string[] = []
  const settled: Verdict[] = []
  const worker = Object.assign(new EventEmitter(), {
    postMessage: (command: TrialThreadCommand) => commands.push(command),
  })
  const running: RunningTrial = {
    trial,
    task: { kind: 'start', plan: trial.plan, order: PlannedOrder.of(exampleOrder()), access: {}, before: trial },
    counter: new TrialProgressCounter(trial),
    worker: worker as unknown as Worker,
    workedMs: 0,
    startedMonotonicMs: 0,
    admissions: new Admissions(trial, { store, now: clock.now }),
    unstored: [],
    landed: [],
    closing: null,
    ended: Promise.resolve('paused'),
  }
  followThread(running, {
    ports: { clock },
    store,
    examiner: { add: (sha256s: string[]) => examined.push(...sha256s), wake: () => undefined },
    news: { tell: () => undefined, publish: (_trialId: string, event: TrialEvent) => told.push(event) },
    hostKeySeen: () => undefined,
    settled: (standing: Verdict) => settled.push(standing),
  } as unknown as FollowingPorts)
  return {
    store,
    trial,
    running,
    commands,
    told,
    examined,
    settled,
    say: (...messages) => void worker.emit('message', messages),
    exit: () => void worker.emit('exit', 1),
  }
}
