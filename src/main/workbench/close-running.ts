import { setTimeout as wait } from 'node:timers/promises'
import type { RunningTrial } from './running-trial.ts'

/** Most pictures are there by then, and whoever closes a window does not wait for longer. */
export const CLOSE_WITHIN_MS = 10_000

export type Closing = Pick<RunningTrial, 'trial' | 'closing' | 'ended'> & {
  worker: Pick<RunningTrial['worker'], 'terminate'>
}

/**
 * Pauses what runs. What is in flight may end within `CLOSE_WITHIN_MS`; of what has not by then, jobs that a provider has accepted are
 * picked up at the resumption, and the others stand as interrupted.
 * @param running those that run, by id; an entry goes when its trial has settled
 * @param options.hurry aborted: waits for nothing in flight
 * @param options.atMost resolves after a time, or rejects when its signal is aborted; a timer of the system if absent
 */
export async function closeRunning(
  running: ReadonlyMap<string, Closing>,
  pause: (trialId: string) => unknown,
  options: {
    hurry?: AbortSignal | undefined
    atMost?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>
  } = {},
): Promise<void> {
  const { hurry, atMost = (milliseconds, signal) => wait(milliseconds, undefined, { signal }) } = options
  for (const trial of running.values()) {
    trial.closing = 'waiting'
    pause(trial.trial.id)
  }
  const ended = Promise.all([...running.values()].map((trial) => trial.ended))
  const over = new AbortController()
  const signal = hurry === undefined ? over.signal : AbortSignal.any([over.signal, hurry])
  await Promise.race([ended, atMost(CLOSE_WITHIN_MS, signal).catch(() => undefined)])
  over.abort()
  for (const trial of running.values()) {
    trial.closing = 'left'
    void trial.worker.terminate()
  }
  await ended
}
