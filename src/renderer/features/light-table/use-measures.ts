import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { SoftCheckName } from '#shared/domain/soft-check.ts'
import { workbench } from '../../client/client.ts'
import { useHasUnexamined } from '../trial/use-rows.ts'
import type { Measures } from './rank-pictures.ts'

/** Pictures are still being looked into: what has been measured by now is asked for again. */
const AGAIN_MS = 3000

/** What was measured in the pictures of a trial, once an order asks for it; null until then. */
export function useMeasures(trialId: string, order: SoftCheckName | null): Measures | null {
  const isGrowing = useHasUnexamined(trialId)
  const { data } = useQuery(
    workbench.check.values.queryOptions({
      input: { trialId },
      enabled: order !== null,
      refetchInterval: isGrowing ? AGAIN_MS : false,
    }),
  )
  return useMemo(
    () => (data === undefined ? null : new Map(data.map(({ sampleId, values }) => [sampleId, values]))),
    [data],
  )
}
