import type { Rental } from '#shared/domain/rental.ts'
import type { Workbench } from '#main/workbench/workbench.ts'

const LOOK_EVERY_MS = 1000

/** Looks at the list of rentals until it is as wanted, somebody stops, or the time is over. */
export async function awaitRentals(
  { client }: Workbench,
  isSo: (list: readonly Rental[]) => boolean,
  { atMostMs, stopped }: { atMostMs: number; stopped: Promise<void> },
): Promise<void> {
  const untilMs = Date.now() + atMostMs
  const stop = stopped.then(() => true)
  for (;;) {
    if (isSo(await client.rental.list()) || Date.now() >= untilMs) return
    const { promise: pause, resolve } = Promise.withResolvers<boolean>()
    const timer = setTimeout(() => resolve(false), LOOK_EVERY_MS)
    const isStopped = await Promise.race([pause, stop])
    clearTimeout(timer)
    if (isStopped) return
  }
}

/** Its end is not confirmed: it may bill. */
export function isOpen({ state }: Pick<Rental, 'state'>): boolean {
  return state !== 'ended' && state !== 'failed' && state !== 'lost'
}

/** It was told to end, and the provider has not said yet that it is gone. */
export function isEnding({ state }: Pick<Rental, 'state'>): boolean {
  return state === 'ending'
}
