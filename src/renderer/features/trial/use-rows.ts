import { useQuery } from '@tanstack/react-query'
import { workbench } from '../../client/client.ts'
import { useOpenTrial } from './trial-context.ts'

/** Every finished sample of the open trial. While it runs, the followed stream keeps the rows fresh. */
export function useRows() {
  const { trial } = useOpenTrial()
  return useQuery(
    workbench.sample.rows.queryOptions({ input: { trialId: trial.id }, staleTime: Number.POSITIVE_INFINITY }),
  )
}
