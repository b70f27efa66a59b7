import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { countText } from '#shared/units/count-text.ts'
import { Screen } from '../../app/screen.tsx'
import { workbench } from '../../client/client.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { EmptyState, ErrorState, LoadingShape } from '../../ui/states.tsx'
import { CompareChosen, type Chosen } from './compare-chosen.tsx'
import { BundleList } from '../bundles/bundle-list.tsx'
import { OpenBundle } from '../bundles/open-bundle.tsx'
import type { ComparisonChoice } from './compare-tick.tsx'
import { TrialRow } from './trial-row.tsx'
import styles from './trials-screen.module.css'

const PAGE_SIZE = 25

/** All trials, newest first. */
export function TrialsScreen() {
  const [offset, setOffset] = useState(0)
  const [chosen, setChosen] = useState<readonly Chosen[]>([])
  const list = useQuery(
    workbench.trial.list.queryOptions({ input: { limit: PAGE_SIZE, offset }, placeholderData: keepPreviousData }),
  )
  const bundles = useQuery(workbench.bundle.list.queryOptions())
  const total = list.data?.total
  const comparable = (total ?? 0) + (bundles.data?.length ?? 0)
  const choiceOf = ({ id, startedAt }: Chosen): ComparisonChoice => {
    const others = chosen.filter((each) => each.id !== id)
    return {
      chosen: others.length < chosen.length,
      disabled: others.length >= 2,
      onChange: (isChosen) => setChosen([...others, ...(isChosen ? [{ id, startedAt }] : [])]),
    }
  }

  return (
    <Screen
      title="Trials"
      end={
        <>
          <OpenBundle />
          <Link to="/trials/new" className={buttonClass('primary')}>
            New trial <kbd>N</kbd>
          </Link>
        </>
      }
      foot={total === undefined ? undefined : countText(total, 'trial')}
    >
      <h1 className="unseen">All trials</h1>
      <BundleList choiceOf={choiceOf} />
      {list.isPending && <LoadingShape label="Loading the trials" lines={8} />}
      {list.isError && (
        <ErrorState title="The trials can’t be listed" error={list.error} onRetry={() => void list.refetch()} />
      )}
      {total === 0 && (
        <EmptyState title="No trial yet" action={<Link to="/trials/new">Design one</Link>}>
          A trial sends the same prompts to several contenders and keeps every picture, its latency and its cost.
        </EmptyState>
      )}
      {comparable > 0 && <CompareChosen chosen={chosen} total={comparable} />}
      <h2 className="unseen">Newest first</h2>
      <div className={styles['list']}>
        {list.data?.trials.map((trial) => (
          <TrialRow key={trial.id} trial={trial} choice={choiceOf(trial)} />
        ))}
      </div>
      {total !== undefined && total > PAGE_SIZE && (
        <nav className={styles['pager']} aria-label="Pages">
          <Button disabled={offset === 0} onClick={() => setOffset(Math.max(0, offset - PAGE_SIZE))}>
            Newer
          </Button>
          <span className="small two">
            {offset + 1}–{Math.min(total, offset + PAGE_SIZE)} of {total}
          </span>
          <Button disabled={offset + PAGE_SIZE >= total} onClick={() => setOffset(offset + PAGE_SIZE)}>
            Older
          </Button>
        </nav>
      )}
    </Screen>
  )
}
