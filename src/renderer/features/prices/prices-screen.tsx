import { useQuery } from '@tanstack/react-query'
import { useId, useMemo, useState } from 'react'
import { countText } from '#shared/units/count-text.ts'
import { Screen } from '../../app/screen.tsx'
import { workbench } from '../../client/client.ts'
import { ErrorState, LoadingShape } from '../../ui/states.tsx'
import { ClaimAddress, ClaimList } from './claim-list.tsx'
import { groupPrices, listClaims } from './describe-price-rules.ts'
import { PriceChapterBlock } from './price-chapter.tsx'
import styles from './prices.module.css'

/** What is counted with, and beside it what others claim. */
export function PricesScreen() {
  const id = useId()
  const [filter, setFilter] = useState('')
  const prices = useQuery(workbench.price.list.queryOptions())
  const providers = useQuery(workbench.provider.list.queryOptions())
  const claims = useQuery(workbench.claim.list.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const error = prices.error ?? providers.error ?? claims.error
  const loaded = prices.data !== undefined && providers.data !== undefined && claims.data !== undefined
  // Break-evens are looked for along whole curves: not once for every key that is typed into the filter.
  const all = useMemo(() => listClaims(claims.data ?? [], prices.data ?? []), [claims.data, prices.data])
  const wanted = filter.trim().toLowerCase()
  const chapters = loaded ? groupPrices(prices.data, providers.data, all) : []
  const shown = chapters.filter((chapter) => chapter.name.toLowerCase().includes(wanted))
  const general = all.filter((claim) => claim.providers.length === 0)

  return (
    <Screen
      title="Price book"
      foot={prices.data === undefined ? undefined : countText(prices.data.length, 'price')}
      end={
        <>
          <label htmlFor={id} className="unseen">
            Filter by provider
          </label>
          <input
            id={id}
            type="text"
            placeholder="Filter by provider"
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
        </>
      }
    >
      <h1>Price book</h1>
      <p className={`two ${styles['intro']}`}>
        Every charge that a provider does not tell is counted with one of these. A trial keeps the version it used. What
        others claim stands beside them and is never counted with.
      </p>
      {error !== null && (
        <ErrorState
          title="The price book can’t be read"
          error={error}
          onRetry={() => {
            void prices.refetch()
            void providers.refetch()
            void claims.refetch()
          }}
        />
      )}
      {error === null && !loaded && <LoadingShape label="Loading the price book" lines={10} />}
      {loaded && shown.length === 0 && <p className="two">No provider is called “{filter.trim()}”.</p>}
      {shown.map((chapter) => (
        <PriceChapterBlock key={chapter.id} chapter={chapter} />
      ))}
      {loaded && wanted === '' && general.length > 0 && (
        <section className={styles['chapter']} aria-labelledby="field">
          <h2 id="field">Claims about the field as a whole</h2>
          <ClaimList claims={general} />
        </section>
      )}
      {loaded && (
        <section className={styles['chapter']} aria-labelledby="sources">
          <h2 id="sources">Where the claims are from</h2>
          <ul className={`small two ${styles['sources']}`}>
            {claims.data.map(({ source, url, retrievedOn, claims: made }) => (
              <li key={source}>
                {source}: {countText(made.length, 'claim')}, <ClaimAddress url={url} />, read {retrievedOn}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Screen>
  )
}
