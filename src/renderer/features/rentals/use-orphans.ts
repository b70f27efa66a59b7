import { useQuery } from '@tanstack/react-query'
import { workbench } from '../../client/client.ts'

/**
 * Machines that carry a tag of Assay and that nobody keeps, as they were found at the start. Asked for on every screen that shows
 * them: Assay answers from memory, but looks anew where it could not look everywhere.
 */
export function useOrphans() {
  return useQuery(workbench.rental.orphans.queryOptions({ input: { again: false }, staleTime: 0 }))
}
