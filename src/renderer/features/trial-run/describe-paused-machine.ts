import type { Rental } from '#shared/domain/rental.ts'
import { formatUsd } from '#shared/units/format-usd.ts'
import { isSettled, nameMachine } from '../rentals/rental-words.ts'
import { formatTime } from '../trials/describe-trial.ts'

/** Machines of a trial that may cost, but for those that were told to end. */
export function machinesOf(trialId: string, rentals: readonly Rental[]): Rental[] {
  return rentals.filter((rental) => rental.trialId === trialId && !isSettled(rental) && rental.state !== 'ending')
}

export function describePausedMachine(
  rental: Pick<Rental, 'request' | 'machineId' | 'tag' | 'hourlyMicros' | 'expiresAt'>,
): string {
  const { hourlyMicros, expiresAt } = rental
  const price = hourlyMicros === null ? 'at a price that is not known' : `at ${formatUsd(hourlyMicros, 2)} an hour`
  return `${nameMachine(rental)} stays rented while this trial is paused, ${price}, until its lease ends: ${formatTime(expiresAt)}.`
}
