import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { client, workbench } from '../../client/client.ts'

/** Starts the practice plan as it ships and goes to where it can be watched. */
export function useStartPractice() {
  const navigate = useNavigate()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: async () => client.trial.start(await client.plan.practice()),
    onSuccess: async ({ trialId }) => {
      void cache.invalidateQueries({ queryKey: workbench.trial.list.key() })
      void cache.invalidateQueries({ queryKey: workbench.system.status.key() })
      await navigate({ to: '/trials/$trialId/run', params: { trialId } })
    },
  })
}
