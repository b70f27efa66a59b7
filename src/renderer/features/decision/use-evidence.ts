import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { firstSettings } from '#shared/decision/scenarios.ts'
import type { DecisionSettings } from '#shared/domain/decision-settings.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { workbench } from '../../client/client.ts'
import { useSettled } from '../../ui/use-settled.ts'

/** While the trial runs the figures move; asking more often would not make them truer. */
const REFRESH_MS = 5000

/**
 * What the decision rests on. Volume and traffic are all of the settings that it hangs on, so it is asked for anew when one of these
 * changes, and what is weighed is reckoned on the page.
 */
export function useEvidence(trial: Trial, { imagesPerMonth, traffic }: DecisionSettings) {
  const { gapMinutes, shareAfterGap } = traffic
  const wanted = useSettled(
    useMemo(
      () => ({ imagesPerMonth, traffic: { gapMinutes, shareAfterGap } }),
      [imagesPerMonth, gapMinutes, shareAfterGap],
    ),
  )
  return useQuery(
    workbench.decision.evaluate.queryOptions({
      input: { trialId: trial.id, settings: { ...firstSettings(), ...wanted } },
      select: ({ evidence }) => evidence,
      placeholderData: keepPreviousData,
      // Votes and looks into pictures change it from other screens.
      staleTime: 0,
      refetchInterval: trial.status === 'running' ? REFRESH_MS : false,
    }),
  )
}
