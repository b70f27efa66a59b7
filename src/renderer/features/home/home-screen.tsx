import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Screen } from '../../app/screen.tsx'
import { workbench } from '../../client/client.ts'
import { ErrorState, LoadingShape } from '../../ui/states.tsx'
import { TrialRow } from '../trials/trial-row.tsx'
import { FirstRun } from './first-run.tsx'
import { HomeSide } from './home-side.tsx'
import styles from './home-screen.module.css'
import { QuickStarts } from './quick-starts.tsx'

const RECENT = 6

export function HomeScreen() {
  const list = useQuery(workbench.trial.list.queryOptions({ input: { limit: RECENT }, staleTime: 0 }))

  if (list.isPending) {
    // Not the home of someone who has trials: a newcomer would see it flash by.
    return (
      <Screen title="Home">
        <h1 className="unseen">Home</h1>
        <LoadingShape label="Loading the recent trials" lines={8} />
      </Screen>
    )
  }
  if (list.data?.total === 0) return <FirstRun />
  return (
    <Screen title="Home" layout="bare">
      <div className={styles['columns']}>
        <div className={styles['recent']}>
          <h1 className="unseen">Home</h1>
          <QuickStarts
            latestTrialId={list.data?.trials[0]?.id ?? null}
            latestName={list.data?.trials[0]?.name ?? null}
          />
          <div className={styles['heading']}>
            <h2>Recent trials</h2>
            {list.data !== undefined && (
              <Link to="/trials" className="small">
                All {list.data.total}
              </Link>
            )}
          </div>
          {list.isError && (
            <ErrorState title="The trials can’t be listed" error={list.error} onRetry={() => void list.refetch()} />
          )}
          {list.data?.trials.map((trial) => (
            <TrialRow key={trial.id} trial={trial} />
          ))}
        </div>
        <HomeSide />
      </div>
    </Screen>
  )
}
