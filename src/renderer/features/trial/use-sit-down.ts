import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { workbench } from '../../client/client.ts'

/** Goes on with a trial that stands still; the page follows it from then on. */
export function useResume() {
  const cache = useQueryClient()
  return useMutation(
    workbench.trial.resume.mutationOptions({
      // Also where it failed: another page may have taken the trial up.
      onSettled: (_began, _error, { trialId }) => refreshStandingTrial(cache, trialId),
    }),
  )
}

/** Asks again what gave no picture. */
export function useRetry() {
  const cache = useQueryClient()
  return useMutation(
    workbench.trial.retry.mutationOptions({
      onSettled: (_began, _error, { trialId }) => refreshStandingTrial(cache, trialId),
    }),
  )
}

/** A trial that stood still runs again: where it stands has to be read anew. */
export function refreshStandingTrial(cache: QueryClient, trialId: string): void {
  for (const queryKey of [
    workbench.trial.get.key({ input: { trialId } }),
    workbench.trial.progress.key({ input: { trialId } }),
    workbench.trial.sittings.key({ input: { trialId } }),
    workbench.trial.list.key(),
    workbench.system.status.key(),
  ]) {
    void cache.invalidateQueries({ queryKey })
  }
}
