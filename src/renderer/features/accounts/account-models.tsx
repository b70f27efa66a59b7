import { useInfiniteQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { ProviderSummary } from '#shared/domain/provider.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { CheckLine } from './check-rows.tsx'
import styles from './accounts.module.css'

/** From this many on, a list is searched rather than read. */
const LONG = 12
/** More than this is not drawn at once; searching finds the rest. */
const MOST_DRAWN = 24

/** The models that the provider itself lists for the account, asked for when someone wants to know. */
export function useAccountModels(accountId: string, asked: boolean) {
  return useInfiniteQuery(
    workbench.account.models.infiniteOptions({
      input: (cursor: string | null) => ({ accountId, cursor }),
      initialPageParam: null,
      getNextPageParam: (page) => page.next,
      enabled: asked,
      staleTime: 60_000,
    }),
  )
}

export function ModelLine({ accountId, provider }: { accountId: string; provider: ProviderSummary }) {
  const [asked, setAsked] = useState(false)
  const models = useAccountModels(accountId, asked)
  const known = countText(provider.models.length, 'model')
  if (!provider.account.models) {
    return (
      <CheckLine mark="dash" title="Model list">
        this provider has none to ask for; Assay knows {known} of it
      </CheckLine>
    )
  }
  const found = models.data?.pages.flatMap((page) => page.models) ?? []
  if (models.isError) {
    return (
      <CheckLine
        mark="bad"
        title="Model list"
        end={
          <Button look="quiet" small onClick={() => void models.refetch()}>
            Ask again
          </Button>
        }
      >
        {readFailure(models.error).message}
      </CheckLine>
    )
  }
  if (models.data === undefined) {
    return (
      <CheckLine
        mark="dash"
        title="Model list"
        end={
          <Button look="quiet" small disabled={models.isFetching} onClick={() => setAsked(true)}>
            {models.isFetching ? 'Asking…' : 'Ask for it'}
          </Button>
        }
      >
        not asked yet; Assay knows {known}
      </CheckLine>
    )
  }
  return (
    <>
      <CheckLine mark="good" title="Model list">
        {countText(found.length, 'model')}
        {models.hasNextPage ? ', and more' : ''}
      </CheckLine>
      <li className={styles['models']}>
        <FoundModels models={found} />
        {models.hasNextPage && (
          <Button small disabled={models.isFetchingNextPage} onClick={() => void models.fetchNextPage()}>
            {models.isFetchingNextPage ? 'Asking…' : 'Ask for more'}
          </Button>
        )}
      </li>
    </>
  )
}

function FoundModels({ models }: { models: readonly { id: string; name: string }[] }) {
  const id = useId()
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  const matching = models.filter((model) => `${model.id} ${model.name}`.toLowerCase().includes(wanted))
  return (
    <>
      {models.length >= LONG && (
        <div className={styles['search']}>
          <label htmlFor={id} className="unseen">
            Search the models
          </label>
          <input
            id={id}
            type="text"
            placeholder="Search"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
          <span className="small three">{figureText(matching.length)} found</span>
        </div>
      )}
      <ul className={styles['found']} aria-label="Models of the account">
        {matching.slice(0, MOST_DRAWN).map((model) => (
          <li key={model.id}>
            <span className="mono">{model.id}</span>
            {model.name !== model.id && <span className="three"> {model.name}</span>}
          </li>
        ))}
        {matching.length > MOST_DRAWN && (
          <li className="three">{figureText(matching.length - MOST_DRAWN)} more: search for them</li>
        )}
      </ul>
    </>
  )
}
