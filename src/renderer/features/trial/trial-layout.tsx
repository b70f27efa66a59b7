import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { isBundleId } from '#shared/domain/bundle-id.ts'
import { Screen } from '../../app/screen.tsx'
import { workbench } from '../../client/client.ts'
import { useFollowedTrial } from '../../client/use-followed-trial.ts'
import { readFailure } from '../../client/read-failure.ts'
import { EmptyState, ErrorState, LoadingShape } from '../../ui/states.tsx'
import { OpenTrialContext } from './trial-context.ts'
import { useHasUnexamined } from './use-rows.ts'

/** Loads a trial for all of its screens, and follows it while it runs and until its pictures are examined. */
export function TrialLayout() {
  const { trialId } = useParams({ from: '/trials/$trialId' })
  const trial = useQuery(workbench.trial.get.queryOptions({ input: { trialId } }))
  const hasUnexamined = useHasUnexamined(trialId)
  // Nobody examines what is in a bundle.
  const unexamined = hasUnexamined && !isBundleId(trialId)
  const following = useFollowedTrial(trialId, { running: trial.data?.status === 'running', unexamined })
  const open = useMemo(
    () => (trial.data === undefined ? null : { trial: trial.data, following }),
    [trial.data, following],
  )

  if (open !== null) {
    return (
      <OpenTrialContext value={open}>
        <Outlet />
      </OpenTrialContext>
    )
  }
  if (trial.error === null) {
    return (
      <Screen title="Trial">
        <LoadingShape label="Loading the trial" lines={8} />
      </Screen>
    )
  }
  return (
    <Screen title="Trial">
      {readFailure(trial.error).code === 'NOT_FOUND' ? (
        <EmptyState title="This trial is not here" action={<Link to="/trials">All trials</Link>}>
          No trial in this data folder has the id {trialId}. It may live in another folder.
        </EmptyState>
      ) : (
        <ErrorState title="The trial can’t be read" error={trial.error} onRetry={() => void trial.refetch()} />
      )}
    </Screen>
  )
}
