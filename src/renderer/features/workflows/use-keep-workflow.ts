import { useMutation, useQueryClient } from '@tanstack/react-query'
import { workbench } from '../../client/client.ts'

/** Keeps a workflow as it is described, and lets every list of them know. */
export function useKeepWorkflow(onKept: ((workflowId: string) => void) | undefined) {
  const cache = useQueryClient()
  return useMutation(
    workbench.workflow.save.mutationOptions({
      onSuccess: async (saved) => {
        await Promise.all(
          [workbench.workflow.list.key(), workbench.workflow.get.key({ input: { workflowId: saved.id } })].map(
            (queryKey) => cache.invalidateQueries({ queryKey }),
          ),
        )
        onKept?.(saved.id)
      },
    }),
  )
}
