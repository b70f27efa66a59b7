import { skipToken, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { RentalOffers } from '#shared/contract/rental.ts'
import type { Account } from '#shared/domain/account.ts'
import type { ProviderSummary } from '#shared/domain/provider.ts'
import type { RentalOffer } from '#shared/domain/rental.ts'
import { formatUsd } from '#shared/units/format-usd.ts'
import { countText } from '#shared/units/count-text.ts'
import { workbench } from '../../client/client.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { EmptyState, ErrorState, LoadingShape } from '../../ui/states.tsx'
import styles from './rentals.module.css'
import { sortOffers, type OfferColumn, type OfferOrder } from './sort-offers.ts'

interface OfferTableProps {
  accounts: readonly Account[]
  providers: readonly ProviderSummary[]
  onTake: (taking: { accountId: string; offer: RentalOffer; terms: RentalOffers }) => void
}

/** What can be rented now, by account. What is sold out is shown too. */
export function OfferTable({ accounts, providers, onTake }: OfferTableProps) {
  const [chosen, setChosen] = useState<string | null>(null)
  const [filter, setFilter] = useState('')
  const account = accounts.find(({ id }) => id === chosen)
  const offers = useQuery(
    workbench.rental.offers.queryOptions({
      input: account === undefined ? skipToken : { accountId: account.id },
      staleTime: 30_000,
    }),
  )
  if (accounts.length === 0) {
    return (
      <section aria-labelledby="offers">
        <EmptyState
          title="No account to rent with"
          action={
            <Link to="/accounts" search={{ show: 'new' }}>
              Add an account
            </Link>
          }
        >
          With an account at {providers.map(({ name }) => name).join(', ')} a GPU can be rented for a trial. It is a
          lease: Assay ends the machine at the latest when that is over.
        </EmptyState>
      </section>
    )
  }
  return (
    <section aria-labelledby="offers">
      <h2 id="offers">Offers</h2>
      <div className={styles['ask']}>
        <SelectField
          label="Account"
          value={account?.id ?? ''}
          options={[
            { value: '', label: 'choose one' },
            ...accounts.map(({ id, label, providerId }) => ({
              value: id,
              label: `${providers.find((provider) => provider.id === providerId)?.name ?? providerId}, ${label}`,
            })),
          ]}
          onChange={setChosen}
        />
        {offers.data !== undefined && (
          <TextField label="GPU or region" value={filter} width="180px" placeholder="any" onChange={setFilter} />
        )}
        {offers.data !== undefined && (
          <Button disabled={offers.isFetching} onClick={() => void offers.refetch()}>
            {offers.isFetching ? 'Asking…' : 'Ask again'}
          </Button>
        )}
      </div>
      {offers.isLoading && <LoadingShape label="Asking for offers" lines={6} />}
      {offers.isError && (
        <ErrorState
          title="The offers can’t be had"
          error={offers.error}
          safe="Nothing was rented."
          onRetry={() => void offers.refetch()}
        />
      )}
      {offers.data !== undefined && account !== undefined && (
        <Offers
          terms={offers.data}
          filter={filter}
          onTake={(offer) => onTake({ accountId: account.id, offer, terms: offers.data })}
        />
      )}
    </section>
  )
}

const COLUMNS: readonly { by: OfferColumn; title: string; right?: boolean }[] = [
  { by: 'gpu', title: 'GPU' },
  { by: 'region', title: 'Region' },
  { by: 'price', title: 'An hour', right: true },
]

interface OffersProps {
  terms: RentalOffers
  filter: string
  onTake: (offer: RentalOffer) => void
}

function Offers({ terms, filter, onTake }: OffersProps) {
  const [order, setOrder] = useState<OfferOrder>({ by: 'price', descending: false })
  const wanted = filter.trim().toLowerCase()
  const shown = useMemo(
    () =>
      sortOffers(
        terms.offers.filter(({ gpu, machine, region }) => `${gpu} ${machine} ${region}`.toLowerCase().includes(wanted)),
        order,
      ),
    [terms.offers, wanted, order],
  )
  const noted = shown.some(({ notes }) => notes.length > 0)
  return (
    <>
      <p className="small two">
        {countText(shown.length, 'offer')}, {terms.meter.words}.
      </p>
      <table className={`compact ${styles['offers']}`}>
        <thead>
          <tr>
            {COLUMNS.map(({ by, title, right }) => (
              <th
                key={by}
                scope="col"
                className={right === true ? 'right' : undefined}
                aria-sort={order.by === by ? (order.descending ? 'descending' : 'ascending') : 'none'}
              >
                <button
                  type="button"
                  onClick={() => setOrder({ by, descending: order.by === by && !order.descending })}
                >
                  {title}
                  <span aria-hidden="true">{order.by === by ? (order.descending ? ' ↓' : ' ↑') : ''}</span>
                </button>
              </th>
            ))}
            {noted && <th scope="col">What to know</th>}
            <th scope="col">
              <span className="unseen">Rent</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((offer) => (
            <tr key={`${offer.id} ${offer.region}`} data-sold-out={!offer.available || undefined}>
              <td>
                <b>
                  {offer.gpuCount > 1 && `${offer.gpuCount} × `}
                  {offer.gpu}
                </b>
                {offer.gpuMemoryGb !== null && !/\bGB\b/.test(offer.gpu) && (
                  <span className="two"> {offer.gpuMemoryGb} GB</span>
                )}
                {offer.machine !== offer.gpu && <div className="three">{offer.machine}</div>}
              </td>
              <td>{offer.region}</td>
              <td className="right">
                <b>{formatHourly(offer.hourlyMicros)}</b>
                {offer.storageHourlyMicros !== null && (
                  <div className="two">+ {formatUsd(offer.storageHourlyMicros, 4)} storage</div>
                )}
              </td>
              {noted && <td className="two">{offer.notes.join(' ')}</td>}
              <td className="right">
                {offer.available ? (
                  <Button
                    small
                    aria-label={`Rent ${offer.machine} in ${offer.region} for ${formatHourly(offer.hourlyMicros)}…`}
                    onClick={() => onTake(offer)}
                  >
                    Rent…
                  </Button>
                ) : (
                  <span className="three">sold out</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** To the cent, or finer where the price is. */
function formatHourly(micros: number): string {
  return formatUsd(micros, micros % 10_000 === 0 ? 2 : 4)
}
