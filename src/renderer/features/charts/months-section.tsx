import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { assumptionsOf } from '#shared/economics/assumptions-of.ts'
import { reckonMonths } from '#shared/economics/compare-costs.ts'
import { costBasesOf } from '#shared/economics/cost-basis-of.ts'
import { prepareSetting } from '#shared/economics/month-setting.ts'
import { workbench } from '../../client/client.ts'
import { ErrorState, LoadingShape } from '../../ui/states.tsx'
import { VolumesTable } from '../economics/volumes-table.tsx'
import styles from './charts-screen.module.css'

/** What a month costs by volume, under the assumptions that are kept with the trial: the same months as under Economics. */
export function MonthsSection({ plan, analysis }: { plan: FrozenPlan; analysis: TrialAnalysis }) {
  const { trialId } = useParams({ from: '/trials/$trialId' })
  // Assumptions may have been changed under Economics, or in another window, since.
  const kept = useQuery(workbench.decision.get.queryOptions({ input: { trialId }, staleTime: 0 }))
  const settings = kept.data?.settings
  const reckoned = useMemo(() => {
    if (settings === undefined) return null
    const assumptions = assumptionsOf(settings)
    const months = reckonMonths(costBasesOf(plan.contenders, analysis), prepareSetting(assumptions))
    return { months, imagesPerMonth: assumptions.imagesPerMonth }
  }, [plan, analysis, settings])
  const positions = useMemo(() => new Map(plan.contenders.map(({ id, position }) => [id, position])), [plan])
  return (
    <section className={styles['wide']} aria-labelledby="months">
      <h2 id="months">What a month costs</h2>
      <p className={styles['caption']}>
        By pictures a month, and below it a usable picture: from what was measured and what is assumed of traffic,
        machines and people.{' '}
        <Link to="/trials/$trialId/economics" params={{ trialId }}>
          Change what is assumed
        </Link>
      </p>
      {kept.isError && (
        <ErrorState title="The assumptions can’t be read" error={kept.error} onRetry={() => void kept.refetch()} />
      )}
      {kept.isPending && <LoadingShape label="Reading the assumptions" lines={4} />}
      {reckoned !== null && <VolumesTable {...reckoned} positions={positions} />}
    </section>
  )
}
