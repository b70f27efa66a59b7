import type { Rental } from '#shared/domain/rental.ts'
import { Note } from '../../ui/states.tsx'
import { nameMachine } from './rental-words.ts'

/** A launch that came to nothing, said where it was asked for: what has ended is listed further down. */
export function FailedLaunch({ rental }: { rental: Rental }) {
  return (
    <div role="alert">
      <Note look="bad">
        {nameMachine(rental)} was not rented. {rental.trouble}{' '}
        {rental.charge.amountMicros === 0 ? 'Nothing is charged.' : 'Whether anything is charged is not known.'}
      </Note>
    </div>
  )
}
