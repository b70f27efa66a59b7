import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RentalOffers } from '#shared/contract/rental.ts'
import type { RentalOffer } from '#shared/domain/rental.ts'
import { countText } from '#shared/units/count-text.ts'
import { Screen } from '../../app/screen.tsx'
import { workbench } from '../../client/client.ts'
import { ErrorState, LoadingShape } from '../../ui/states.tsx'
import { EndedRentals } from './ended-rentals.tsx'
import { FailedLaunch } from './failed-launch.tsx'
import { LaunchForm } from './launch-form.tsx'
import { OfferTable } from './offer-table.tsx'
import { OpenRental } from './open-rental.tsx'
import { Orphans } from './orphans.tsx'
import { isSettled } from './rental-words.ts'
import styles from './rentals.module.css'
import { StillBilling } from './still-billing.tsx'
import { useRentals } from './use-rentals.ts'

/** An offer that somebody is about to take. */
interface Taking {
  accountId: string
  offer: RentalOffer
  terms: RentalOffers
}

export function RentalsScreen() {
  const rentals = useRentals()
  const providers = useQuery(workbench.provider.list.queryOptions())
  const accounts = useQuery(workbench.account.list.queryOptions())
  const [taking, setTaking] = useState<Taking | null>(null)
  /** The last launch from this page. */
  const [launchedId, setLaunchedId] = useState<string | null>(null)
  const open = rentals.data?.filter((rental) => !isSettled(rental)) ?? []
  const settled = rentals.data?.filter(isSettled) ?? []
  const failed = settled.find(({ id, state }) => id === launchedId && state === 'failed')
  const error = rentals.error ?? providers.error ?? accounts.error
  const loaded = rentals.data !== undefined && providers.data !== undefined && accounts.data !== undefined
  const renting = providers.data?.filter(({ kind }) => kind === 'rental') ?? []
  const own = accounts.data?.filter(({ providerId }) => renting.some(({ id }) => id === providerId)) ?? []

  return (
    <Screen
      title="Rentals"
      layout="wide"
      foot={rentals.data === undefined ? undefined : `${countText(open.length, 'machine')} rented`}
    >
      <h1 className="unseen">Rentals</h1>
      {error !== null && (
        <ErrorState
          title="The rentals can’t be read"
          error={error}
          safe="Machines that are rented are kept by Assay all the same."
          onRetry={() => {
            for (const query of [rentals, providers, accounts]) void query.refetch()
          }}
        />
      )}
      {error === null && !loaded && <LoadingShape label="Loading the rentals" lines={6} />}
      {loaded && (
        <div className={styles['columns']} data-side={taking !== null || undefined}>
          <div className={styles['parts']}>
            <StillBilling />
            {failed !== undefined && <FailedLaunch rental={failed} />}
            <section aria-labelledby="open">
              <h2 id="open">Rented now</h2>
              {open.length === 0 ? (
                <p className="two">No machine is rented through Assay.</p>
              ) : (
                <div className={styles['machines']}>
                  {open.map((rental) => (
                    <OpenRental
                      key={rental.id}
                      rental={rental}
                      provider={renting.find(({ id }) => id === rental.providerId)}
                    />
                  ))}
                </div>
              )}
            </section>
            <Orphans accounts={own} />
            <OfferTable
              accounts={own}
              providers={renting}
              onTake={(next) => {
                setTaking(next)
                setLaunchedId(null)
              }}
            />
            {settled.length > 0 && <EndedRentals rentals={settled} providers={renting} />}
          </div>
          {taking !== null && (
            <LaunchForm
              key={`${taking.accountId} ${taking.offer.id} ${taking.offer.region}`}
              {...taking}
              hosts={providers.data.filter(({ kind, defaultBaseUrl }) => kind === 'host' && defaultBaseUrl === null)}
              onLaunched={({ id }) => {
                setLaunchedId(id)
                setTaking(null)
              }}
              onClose={() => setTaking(null)}
            />
          )}
        </div>
      )}
    </Screen>
  )
}
