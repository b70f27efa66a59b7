import type { Sleep } from '#shared/domain/sleep.ts'
import type { EngineClock } from './ports.ts'

/**
 * Notices when the machine stood still. Of two looks that follow each other closely, both clocks must agree that little time has
 * gone: the wall clock runs on while a machine sleeps, the monotonic one does so at least while a process is stopped. A wall clock
 * that is set forward looks the same, and is told as the same.
 */
export interface SleepWatch {
  /** Compares the clocks. To be called often, and before anything is concluded from a time. */
  look(): void
  /** Whether the machine stood still at some time between two moments of the trial's clock. */
  during(fromMs: number, untilMs: number): boolean
}

/** Watches nothing, for runs in which time is not real. */
export const NEVER_SLEEPS: SleepWatch = { look: () => undefined, during: () => false }

/**
 * @param options.now milliseconds of the trial's clock
 * @param options.boundMs a gap that is longer than this is a sleep; whoever looks must do so several times within it
 * @param options.told hears of each sleep once
 */
export function createSleepWatch(options: {
  clock: Pick<EngineClock, 'wallClock'>
  now: () => number
  boundMs: number
  told: (sleep: Sleep) => void
}): SleepWatch {
  const { clock, now, boundMs, told } = options
  const sleeps: { fromMs: number; untilMs: number }[] = []
  let lastMs = now()
  let lastWallMs = clock.wallClock().getTime()

  const look = (): void => {
    const nowMs = now()
    const wallMs = clock.wallClock().getTime()
    const lengthMs = Math.max(nowMs - lastMs, wallMs - lastWallMs)
    if (lengthMs > boundMs) {
      sleeps.push({ fromMs: lastMs, untilMs: nowMs })
      told({ atMs: lastMs, lengthMs })
    }
    lastMs = nowMs
    lastWallMs = wallMs
  }
  return {
    look,
    during: (fromMs, untilMs) => {
      look()
      return sleeps.some((sleep) => fromMs <= sleep.untilMs && untilMs >= sleep.fromMs)
    },
  }
}
