import { useQuery } from '@tanstack/react-query'
import { workbench } from '../../client/client.ts'
import { useOpenTrial } from './trial-context.ts'

/** Every finished sample of the open trial. While it runs, the followed stream keeps the rows fresh. */
export function useRows() {
  const { trial } = useOpenTrial()
  return useQuery(rowsOf(trial.id))
}

/** Whether a picture of the trial has not been examined yet, as far as its rows have been read. */
export function useHasUnexamined(trialId: string): boolean {
  const { data } = useQuery({
    ...rowsOf(trialId),
    select: (rows) => rows.some((row) => row.examined === false),
  })
  return data ?? false
}

function rowsOf(trialId: string) {
  return workbench.sample.rows.queryOptions({ input: { trialId }, staleTime: Number.POSITIVE_INFINITY })
}
