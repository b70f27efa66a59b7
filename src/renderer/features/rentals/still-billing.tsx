import { useQuery } from '@tanstack/react-query'
import type { ProviderSummary } from '#shared/domain/provider.ts'
import type { Rental } from '#shared/domain/rental.ts'
import { formatWait } from '#shared/units/duration.ts'
import { formatUsd } from '#shared/units/format-usd.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { formatTime } from '../../ui/format-time.ts'
import { Note } from '../../ui/states.tsx'
import { useNow } from '../../ui/use-now.ts'
import { isUnconfirmed, nameMachine } from './rental-words.ts'
import styles from './rentals.module.css'
import { useEndRental } from './use-end-rental.ts'
import { useRentals } from './use-rentals.ts'

/** Machines that were told to end and may still bill. Nothing where there is none. */
export function StillBilling() {
  const rentals = useRentals()
  const providers = useQuery(workbench.provider.list.queryOptions())
  const now = useNow(1000)
  return (rentals.data ?? [])
    .filter((rental) => isUnconfirmed(rental, now))
    .map((rental) => (
      <Unconfirmed
        key={rental.id}
        rental={rental}
        provider={providers.data?.find(({ id }) => id === rental.providerId)}
        now={now}
      />
    ))
}

interface UnconfirmedProps {
  rental: Rental
  provider: ProviderSummary | undefined
  now: Date
}

function Unconfirmed({ rental, provider, now }: UnconfirmedProps) {
  const end = useEndRental()
  const name = nameMachine(rental)
  const where = provider?.name ?? rental.providerId
  const { endAskedAt, charge, hourlyMicros, storageHourlyMicros } = rental
  return (
    <section className={styles['lease']} role="alert" aria-label={`Still billing: ${name}`}>
      <h2>
        <svg viewBox="0 0 12 12" aria-hidden="true">
          <path d="M6 1.4 11 10.4H1z" />
          <path d="M6 4.6v2.6M6 8.6v.6" />
        </svg>
        Still billing after its end
      </h2>
      <p>
        {name} at {where} was told to end
        {endAskedAt !== null && ` at ${formatTime(endAskedAt)}`}, and its end is not confirmed.
      </p>
      <dl>
        {endAskedAt !== null && (
          <>
            <dt>Since then</dt>
            <dd>
              <b>{formatWait(Math.max(0, now.getTime() - Date.parse(endAskedAt)))}</b>
            </dd>
          </>
        )}
        <dt>On the meter</dt>
        <dd>
          <b>{charge.amountMicros === null ? 'not known' : formatUsd(charge.amountMicros, 4)}</b>
        </dd>
        <dt>Each further hour</dt>
        <dd>
          <b>{hourlyMicros === null ? 'not known' : formatUsd(hourlyMicros, 2)}</b>
          {storageHourlyMicros !== null && ` + ${formatUsd(storageHourlyMicros, 4)} storage`}
        </dd>
        <dt>Told to end</dt>
        <dd>
          {rental.endAttempts} {rental.endAttempts === 1 ? 'time' : 'times'}
        </dd>
      </dl>
      {rental.trouble !== null && <p className="small two">{rental.trouble}</p>}
      <Button look="alarm" disabled={end.isPending} onClick={() => end.mutate({ rentalId: rental.id })}>
        End it again and confirm
      </Button>
      {end.isError && <Note look="bad">{readFailure(end.error).message}</Note>}
      <p className="small two">
        If it does not end:{' '}
        {provider === undefined ? (
          'end it on the provider’s own page'
        ) : (
          <a href={provider.website} target="_blank" rel="noreferrer">
            open it at {where}
          </a>
        )}
        . Assay keeps asking, also after a restart.
      </p>
    </section>
  )
}
