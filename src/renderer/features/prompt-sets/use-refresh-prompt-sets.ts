import { useQueryClient } from '@tanstack/react-query'
import { workbench } from '../../client/client.ts'

/** Lets every list of sets and versions know. What a version holds never changes, and stays. */
export function useRefreshPromptSets(): () => Promise<void> {
  const cache = useQueryClient()
  return async () => {
    await Promise.all(
      [workbench.promptSet.list.key(), workbench.promptSet.versions.key(), workbench.promptSet.get.key()].map(
        (queryKey) => cache.invalidateQueries({ queryKey }),
      ),
    )
  }
}
