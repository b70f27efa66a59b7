import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Mark } from '#shared/domain/mark.ts'
import { workbench } from '../../client/client.ts'

export type Marks = ReadonlyMap<string, Mark>

/**
 * The marks of a trial by sample. One that is set is shown at once, and is as it was again where it can't be kept.
 * @returns `failure`: why the last one was not kept
 */
export function useMarks(trialId: string): { marks: Marks; setMark: (mark: Mark) => void; failure: Error | null } {
  const queries = useQueryClient()
  const options = workbench.mark.list.queryOptions({ input: { trialId } })
  const { data } = useQuery(options)
  const marks = useMemo(() => new Map(data?.map((mark) => [mark.sampleId, mark])), [data])
  const set = useMutation(
    workbench.mark.set.mutationOptions({
      onMutate: async (mark) => {
        await queries.cancelQueries({ queryKey: options.queryKey })
        queries.setQueryData(options.queryKey, (before = []) => [
          ...before.filter(({ sampleId }) => sampleId !== mark.sampleId),
          mark,
        ])
      },
      onSettled: () => queries.invalidateQueries({ queryKey: options.queryKey }),
    }),
  )
  return { marks, setMark: set.mutate, failure: set.error }
}
