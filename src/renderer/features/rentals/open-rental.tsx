import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ProviderSummary } from '#shared/domain/provider.ts'
import type { Rental } from '#shared/domain/rental.ts'
import { startDeadline } from '#shared/domain/start-deadline.ts'
import { formatWait } from '#shared/units/duration.ts'
import { formatUsd } from '#shared/units/format-usd.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { formatMoment } from '../../ui/format-time.ts'
import { Note } from '../../ui/states.tsx'
import { useNow } from '../../ui/use-now.ts'
import { explainEnd, isUnconfirmed, nameMachine, RENTAL_STATE_WORDS } from './rental-words.ts'
import styles from './rentals.module.css'
import { useEndRental } from './use-end-rental.ts'
import { WorkerPlace } from './worker-place.tsx'

const HOUR_MS = 3_600_000

/** A machine that is rented: where it stands, what it has cost, and how it ends. */
export function OpenRental({ rental, provider }: { rental: Rental; provider: ProviderSummary | undefined }) {
  const cache = useQueryClient()
  const end = useEndRental()
  const extend = useMutation(
    workbench.rental.extend.mutationOptions({
      onSuccess: () => cache.invalidateQueries({ queryKey: workbench.rental.list.key() }),
    }),
  )
  const now = useNow(1000)
  const name = nameMachine(rental)
  const unconfirmed = isUnconfirmed(rental, now)
  const { charge, hourlyMicros, storageHourlyMicros, request } = rental
  const ending = rental.state === 'ending'
  const startBy = startDeadline(rental)
  const error = end.error ?? extend.error
  return (
    <article className={styles['machine']} aria-label={name} data-alarm={unconfirmed || undefined}>
      <div>
        <h3>{name}</h3>
        <p className="small two">
          {provider?.name ?? rental.providerId}
          {request !== null && `, ${request.region}`}
        </p>
        <p className={unconfirmed ? 'alarm' : undefined}>
          {RENTAL_STATE_WORDS[rental.state]}
          {rental.providerState !== null && <span className="small three"> {rental.providerState}</span>}
        </p>
        {ending && rental.endReason !== null && rental.endReason !== 'asked' && (
          <p className="small two">{explainEnd(rental, rental.endReason)}</p>
        )}
        <WorkerPlace rental={rental} />
        {rental.trouble !== null && <Note look="warn">{rental.trouble}</Note>}
      </div>
      <dl>
        <dt>Time</dt>
        <dd>{formatWait(Math.max(0, now.getTime() - Date.parse(rental.launchedAt)))}</dd>
        <dt>On the meter</dt>
        <dd>
          <b title={charge.evidence}>
            {charge.amountMicros === null ? 'not known' : formatUsd(charge.amountMicros, 4)}
          </b>
        </dd>
        <dt>Each further hour</dt>
        <dd>
          {hourlyMicros === null ? 'not known' : formatUsd(hourlyMicros, 2)}
          {storageHourlyMicros !== null && ` + ${formatUsd(storageHourlyMicros, 4)} storage`}
        </dd>
        {startBy !== null && !ending && (
          <>
            <dt>Must answer by</dt>
            <dd>{formatMoment(startBy, now)}</dd>
          </>
        )}
        <dt>{ending ? 'Told to end' : 'Ends at the latest'}</dt>
        <dd>
          {ending
            ? `${rental.endAttempts} ${rental.endAttempts === 1 ? 'time' : 'times'}`
            : formatMoment(rental.expiresAt, now)}
        </dd>
      </dl>
      <div className={styles['actions']}>
        {ending ? (
          <Button disabled={end.isPending} onClick={() => end.mutate({ rentalId: rental.id })}>
            End again and confirm
          </Button>
        ) : (
          <>
            <ConfirmDialog
              trigger={<Button disabled={end.isPending}>End…</Button>}
              title={`End ${name}?`}
              stay="Keep it"
              confirm="End the machine"
              onConfirm={() => end.mutate({ rentalId: rental.id })}
            >
              What is on it is lost, and what runs on it fails. Assay asks until the provider confirms that it is gone.
            </ConfirmDialog>
            <Button
              look="quiet"
              disabled={extend.isPending}
              onClick={() =>
                extend.mutate({
                  rentalId: rental.id,
                  expiresAt: new Date(Date.parse(rental.expiresAt) + HOUR_MS).toISOString(),
                })
              }
            >
              One hour longer
            </Button>
          </>
        )}
      </div>
      {error !== null && <Note look="bad">{readFailure(error).message}</Note>}
    </article>
  )
}
