import { formatDuration } from '#shared/units/duration.ts'
import type { EngineClock } from './ports.ts'
import { LONGEST_RETRY_WAIT_MS } from './retry-wait.ts'

/**
 * The door to one account of a provider, for all contenders that use it: providers count requests by account, not by what we
 * compare. What is waited for here is a pause that we were asked for or set ourselves, never a latency.
 */
export interface AccountGate {
  /** Goes in where nothing stands in the way. */
  tryEnter(): boolean
  /**
   * Waits for a place and for the end of a hold. Whoever went in must `leave`.
   * @returns why it is of no use to wait, where the provider asked for a longer pause than is granted
   * @throws the signal's reason where that is aborted first
   */
  enter(signal: AbortSignal): Promise<{ ok: true } | { ok: false; message: string }>
  leave(): void
  /** The provider asked for a pause: nobody goes in before it is over. A shorter one does not cut a longer one short. */
  hold(waitMs: number): void
}

/**
 * @param options.places requests in flight at most; null for no bound
 * @param options.now milliseconds of the trial's clock
 */
export function createAccountGate(options: {
  places: number | null
  now: () => number
  clock: Pick<EngineClock, 'sleep'>
}): AccountGate {
  const { now, clock } = options
  const places = options.places ?? Number.POSITIVE_INFINITY
  const waiting: (() => void)[] = []
  let taken = 0
  let heldUntilMs = Number.NEGATIVE_INFINITY
  let askedMs = 0

  const isHeld = (): boolean => heldUntilMs > now()

  const takePlace = async (signal: AbortSignal): Promise<void> => {
    if (taken < places) {
      taken += 1
      return
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const abort = (): void => {
      waiting.splice(waiting.indexOf(resolve), 1)
      reject(signal.reason as Error)
    }
    waiting.push(resolve)
    signal.addEventListener('abort', abort)
    try {
      await promise
    } finally {
      signal.removeEventListener('abort', abort)
    }
  }

  /** A place that is given up goes to whoever has waited longest, without being free in between. */
  const leave = (): void => {
    const next = waiting.shift()
    if (next === undefined) taken -= 1
    else next()
  }

  return {
    tryEnter: () => {
      if (isHeld() || taken >= places) return false
      taken += 1
      return true
    },
    enter: async (signal) => {
      signal.throwIfAborted()
      await takePlace(signal)
      try {
        while (isHeld()) {
          const waitMs = heldUntilMs - now()
          if (askedMs > LONGEST_RETRY_WAIT_MS) {
            leave()
            const wish = formatDuration(askedMs)
            return {
              ok: false,
              message: `Not sent: the provider had asked this account to wait ${wish}, which is longer than a trial waits.`,
            }
          }
          // The hold may have been made longer meanwhile.
          await clock.sleep(Math.ceil(waitMs), signal)
        }
      } catch (error) {
        leave()
        throw error
      }
      return { ok: true }
    },
    leave,
    hold: (waitMs) => {
      const untilMs = now() + waitMs
      if (untilMs <= heldUntilMs) return
      heldUntilMs = untilMs
      askedMs = waitMs
    },
  }
}
