import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { PlanInput } from '#shared/domain/plan.ts'
import { workbench } from '../../client/client.ts'

const ASK_AFTER_MS = 300

/** What the plan comes to, asked again once typing pauses. `null`: there is no plan that could be asked about. */
export function useEstimate(plan: PlanInput | null) {
  const settled = useSettled(plan)
  return useQuery(
    workbench.plan.estimate.queryOptions({
      input: settled ?? skipToken,
      placeholderData: keepPreviousData,
      gcTime: 30_000,
    }),
  )
}

function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ASK_AFTER_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
