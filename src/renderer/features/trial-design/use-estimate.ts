import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import type { PlanEstimate } from '#shared/contract/plan.ts'
import type { PlanInput } from '#shared/domain/plan.ts'
import { workbench } from '../../client/client.ts'
import { useSettled } from '../../ui/use-settled.ts'

/**
 * What the plan comes to, asked again once typing pauses. `null`: there is no plan that could be asked about.
 * @param extendedId of the trial that the plan goes on from; null for a new one
 * @returns `isSettling` while the plan is another than the one that was asked about
 */
export function useEstimate(plan: PlanInput | null, extendedId: string | null) {
  const settled = useSettled(plan)
  const options = { placeholderData: keepPreviousData<PlanEstimate | undefined>, gcTime: 30_000 }
  const isNew = extendedId === null
  const whole = useQuery(
    workbench.plan.estimate.queryOptions({ input: isNew && settled !== null ? settled : skipToken, ...options }),
  )
  const extension = useQuery(
    workbench.plan.estimateExtension.queryOptions({
      input: !isNew && settled !== null ? { trialId: extendedId, plan: settled } : skipToken,
      ...options,
    }),
  )
  return { estimate: isNew ? whole : extension, isSettling: settled !== plan }
}
