import { useMutation, useQueryClient } from '@tanstack/react-query'
import { workbench } from '../../client/client.ts'

/** Tells a machine to end. The list then shows it as ending, until the provider confirms. */
export function useEndRental() {
  const cache = useQueryClient()
  return useMutation(
    workbench.rental.end.mutationOptions({
      onSuccess: () => cache.invalidateQueries({ queryKey: workbench.rental.list.key() }),
    }),
  )
}
