import { useQuery } from '@tanstack/react-query'
import { workbench } from '../../client/client.ts'
import { ErrorState, LoadingShape } from '../../ui/states.tsx'
import { useOpenTrial } from '../trial/trial-context.ts'
import { TrialScreen } from '../trial/trial-screen.tsx'
import { DecisionView } from './decision-view.tsx'

/** What to run, by what matters to the user: settings that are kept with the trial, and what they come to. */
export function DecisionScreen() {
  const { trial } = useOpenTrial()
  const kept = useQuery(
    workbench.decision.get.queryOptions({
      input: { trialId: trial.id },
      // It may have been saved elsewhere since.
      staleTime: 0,
    }),
  )
  if (kept.data !== undefined) return <DecisionView key={trial.id} trial={trial} kept={kept.data} />
  return (
    <TrialScreen>
      {kept.isError ? (
        <ErrorState title="The decision can’t be read" error={kept.error} onRetry={() => void kept.refetch()} />
      ) : (
        <LoadingShape label="Reading the decision" lines={8} />
      )}
    </TrialScreen>
  )
}
