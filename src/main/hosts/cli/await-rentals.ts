import type { Rental } from '#shared/domain/rental.ts'
import type { Workbench } from '#main/workbench/workbench.ts'
import type { CommandContext } from './command-context.ts'
import { rentalLine } from './rental-words.ts'

const LOOK_EVERY_MS = 1000

/**
 * Looks at the list of rentals until it is as wanted, somebody stops, or the time is over.
 * @param tell hears, while the waiting goes on, of each rental whose state or trouble has changed
 */
export async function awaitRentals(
  { client }: Workbench,
  isSo: (list: readonly Rental[]) => boolean,
  { atMostMs, stopped, tell }: { atMostMs: number; stopped: Promise<void>; tell: (rental: Rental) => void },
): Promise<void> {
  const untilMs = Date.now() + atMostMs
  const stop = stopped.then(() => true)
  const known = new Map<string, string>()
  for (;;) {
    const list = await client.rental.list()
    if (isSo(list) || Date.now() >= untilMs) return
    for (const rental of list) {
      const news = JSON.stringify([rental.state, rental.trouble, rental.workerTrouble])
      if (known.has(rental.id) && known.get(rental.id) !== news) tell(rental)
      known.set(rental.id, news)
    }
    const { promise: pause, resolve } = Promise.withResolvers<boolean>()
    const timer = setTimeout(() => resolve(false), LOOK_EVERY_MS)
    const isStopped = await Promise.race([pause, stop])
    clearTimeout(timer)
    if (isStopped) return
  }
}

/** What happens while a command waits is for people alone: results go to the other output. */
export function tellRentals({ output }: CommandContext): (rental: Rental) => void {
  return (rental) => output.err(rentalLine(rental, new Date()))
}

/** Its end is not confirmed: it may bill. */
export function isOpen({ state }: Pick<Rental, 'state'>): boolean {
  return state !== 'ended' && state !== 'failed' && state !== 'lost'
}

/** It was told to end, and the provider has not said yet that it is gone. */
export function isEnding({ state }: Pick<Rental, 'state'>): boolean {
  return state === 'ending'
}
