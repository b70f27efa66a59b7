import type { ProviderSummary } from '#shared/domain/provider.ts'
import type { Rental } from '#shared/domain/rental.ts'
import { formatWait } from '#shared/units/duration.ts'
import { formatUsd } from '#shared/units/format-usd.ts'
import { formatMoment } from '../../ui/format-time.ts'
import { useNow } from '../../ui/use-now.ts'
import { END_REASON_WORDS, nameMachine, RENTAL_STATE_WORDS } from './rental-words.ts'
import styles from './rentals.module.css'

interface EndedRentalsProps {
  rentals: readonly Rental[]
  providers: readonly ProviderSummary[]
}

/** Machines that are gone, with what they came to. */
export function EndedRentals({ rentals, providers }: EndedRentalsProps) {
  const now = useNow(60_000)
  return (
    <section aria-labelledby="ended">
      <h2 id="ended">Ended</h2>
      <table className={`compact ${styles['ended']}`}>
        <thead>
          <tr>
            <th scope="col">Machine</th>
            <th scope="col">Rented</th>
            <th scope="col">How it ended</th>
            <th scope="col" className="right">
              Time
            </th>
            <th scope="col" className="right">
              Charge
            </th>
          </tr>
        </thead>
        <tbody>
          {rentals.map((rental) => (
            <tr key={rental.id}>
              <td>
                {nameMachine(rental)}{' '}
                <span className="two">
                  {providers.find(({ id }) => id === rental.providerId)?.name ?? rental.providerId}
                </span>
              </td>
              <td className="two">{formatMoment(rental.launchedAt, now)}</td>
              <td>
                {RENTAL_STATE_WORDS[rental.state]}
                {rental.endConfirmedAt !== null && ` ${formatMoment(rental.endConfirmedAt, now)}`}
                {rental.endReason !== null && <span className="two">, {END_REASON_WORDS[rental.endReason]}</span>}
                {rental.endReason === 'never-answered' && rental.workerTrouble !== null && (
                  <div className="two">{rental.workerTrouble}</div>
                )}
                {rental.trouble !== null && <div className="two">{rental.trouble}</div>}
              </td>
              <td className="right">
                {rental.endConfirmedAt === null
                  ? ''
                  : formatWait(Date.parse(rental.endConfirmedAt) - Date.parse(rental.launchedAt))}
              </td>
              <td className="right" title={rental.charge.evidence}>
                <b>{rental.charge.amountMicros === null ? 'not known' : formatUsd(rental.charge.amountMicros, 4)}</b>{' '}
                <span className="two">{rental.charge.basis}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
