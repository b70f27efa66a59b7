import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { WatchSummary } from '#shared/contract/watch.ts'
import { countText } from '#shared/units/count-text.ts'
import { Screen } from '../../app/screen.tsx'
import { workbench } from '../../client/client.ts'
import desk from '../../ui/desk.module.css'
import { SideList, type SideListGroup } from '../../ui/side-list.tsx'
import { EmptyState, ErrorState, LoadingShape } from '../../ui/states.tsx'
import { useNow } from '../../ui/use-now.ts'
import { OpenWatch } from './open-watch.tsx'
import { dueText, everyText } from './watch-words.ts'

/** A run may have begun or ended, here or in another process. */
const REFRESH_MS = 5000

/** Trials that are repeated by the clock, and what has changed since the first run of each. */
export function WatchesScreen() {
  const { show } = useSearch({ from: '/watches' })
  const navigate = useNavigate()
  const now = useNow(10_000)
  const list = useQuery(workbench.watch.list.queryOptions({ refetchInterval: REFRESH_MS }))
  const chosen = show ?? list.data?.[0]?.id ?? null

  return (
    <Screen
      title="Watches"
      layout="bare"
      foot={list.data === undefined ? undefined : countText(list.data.length, 'watch', 'watches')}
    >
      <div className={desk['twoColumns']}>
        <SideList
          label="Watches"
          groups={groupWatches(list.data ?? [], now)}
          chosen={chosen}
          onChoose={(key) => void navigate({ to: '/watches', search: { show: key } })}
        />
        <div className={desk['main']}>
          {chosen === null && <h1 className="unseen">Watches</h1>}
          {list.isPending && <LoadingShape label="Loading the watches" lines={8} />}
          {list.isError && (
            <ErrorState title="The watches can’t be listed" error={list.error} onRetry={() => void list.refetch()} />
          )}
          {list.data !== undefined && chosen === null && (
            <EmptyState title="Nothing is watched yet" action={<Link to="/trials/new">Design a trial</Link>}>
              A provider may become slower, dearer, or put another model behind the same name without a word. Design a
              small trial and choose “Watch…” beside its start: it is repeated as often as you say, and every run is
              held against the first one.
            </EmptyState>
          )}
          {list.data !== undefined && chosen !== null && (
            <OpenWatch
              key={chosen}
              watchId={chosen}
              refreshMs={REFRESH_MS}
              onRemoved={() => void navigate({ to: '/watches', search: {} })}
            />
          )}
        </div>
      </div>
    </Screen>
  )
}

function groupWatches(watches: readonly WatchSummary[], now: Date): SideListGroup[] {
  const groups = [
    { title: 'Active', entries: watches.filter(({ state }) => state === 'active') },
    { title: 'Paused', entries: watches.filter(({ state }) => state === 'paused') },
    { title: 'Over', entries: watches.filter(({ state }) => state === 'over') },
  ]
  if (watches.length === 0) return [{ title: 'No watch yet', entries: [] }]
  return groups
    .filter(({ entries }) => entries.length > 0)
    .map(({ title, entries }) => ({
      title,
      entries: entries.map((watch) => ({
        key: watch.id,
        name: watch.name,
        detail: `${everyText(watch.everyMinutes)}, ${dueText(watch, now)}`,
        end: watch.problemCount > 0 ? `${watch.problemCount} not started` : countText(watch.runCount, 'run'),
        alarm: watch.problemCount > 0,
      })),
    }))
}
