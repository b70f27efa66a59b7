import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { countText } from '#shared/units/count-text.ts'
import { workbench } from '../../client/client.ts'
import { Button } from '../../ui/button.tsx'
import { useKeys, useScreenKeys, type ScreenKeys } from '../../ui/keys.ts'
import { EmptyState, ErrorState, LoadingShape } from '../../ui/states.tsx'
import { useOpenTrial } from '../trial/trial-context.ts'
import { TrialScreen } from '../trial/trial-screen.tsx'
import { AnsweredWithinSection } from './answered-within-section.tsx'
import styles from './charts-screen.module.css'
import { ColdStartSection } from './cold-start-section.tsx'
import { CostSection, ProjectionSection } from './cost-sections.tsx'
import { DistributionSection } from './distribution-section.tsx'
import { FairnessSection } from './fairness-section.tsx'
import { Findings } from './findings.tsx'
import { LatencyFirst } from './latency-first.tsx'
import { OverTimeSection } from './over-time-section.tsx'
import { PhaseSection } from './phase-section.tsx'
import { ServiceSection } from './service-section.tsx'
import { StageSection } from './stage-section.tsx'

const KEYS: ScreenKeys = {
  screen: 'Latency and cost',
  hints: [{ keys: ['S'], does: 'the numbers as rows, or as charts' }],
}

/** While the trial runs the numbers move; asking more often would not make them truer. */
const REFRESH_MS = 5000

/** The finding first, then the charts that prove it, and the numbers behind each. */
export function ChartsScreen() {
  const { trial } = useOpenTrial()
  const running = trial.status === 'running'
  const [showRows, setShowRows] = useState(false)
  const latencies = useQuery(
    workbench.analysis.latency.queryOptions({
      input: { trialId: trial.id },
      staleTime: Number.POSITIVE_INFINITY,
      // Only there to be shown until all numbers are.
      gcTime: 0,
    }),
  )
  const query = useQuery(
    workbench.analysis.get.queryOptions({
      input: { trialId: trial.id },
      staleTime: running ? 0 : Number.POSITIVE_INFINITY,
      refetchInterval: running ? REFRESH_MS : false,
    }),
  )
  useScreenKeys(KEYS)
  useKeys((event) => {
    if (event.key.toLowerCase() !== 's' || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    setShowRows(!showRows)
  })
  const analysis = query.data

  return (
    <TrialScreen
      foot={
        analysis === undefined
          ? undefined
          : `${analysis.load} · ${countText(analysis.asked, 'sample')} · ${countText(analysis.succeeded, 'picture')}`
      }
    >
      {query.isPending &&
        (latencies.data?.some(({ p50 }) => p50.state === 'known') ? (
          <LatencyFirst plan={trial.plan} table={latencies.data} />
        ) : (
          <LoadingShape label="Working out the numbers" lines={8} />
        ))}
      {query.isError && (
        <ErrorState title="The numbers can’t be worked out" error={query.error} onRetry={() => void query.refetch()} />
      )}
      {analysis !== undefined && (
        <>
          <div className={styles['head']}>
            <h1>Latency and cost</h1>
            <Button aria-pressed={showRows} onClick={() => setShowRows(!showRows)}>
              {showRows ? 'Show charts' : 'Show rows'}
            </Button>
          </div>
          <Findings findings={analysis.findings} running={running} />
          {analysis.succeeded === 0 ? (
            <EmptyState title="No picture has come yet">
              {analysis.asked === 0
                ? 'Nothing has been answered so far.'
                : `${countText(analysis.asked, 'sample')} ended without one; the reasons are kept with each on the light table.`}
            </EmptyState>
          ) : (
            <div className={styles['sections']}>
              <DistributionSection plan={trial.plan} analysis={analysis} />
              <StageSection plan={trial.plan} analysis={analysis} />
              <ServiceSection plan={trial.plan} analysis={analysis} />
              <AnsweredWithinSection plan={trial.plan} analysis={analysis} showRows={showRows} />
              <PhaseSection plan={trial.plan} analysis={analysis} showRows={showRows} />
              <OverTimeSection plan={trial.plan} analysis={analysis} showRows={showRows} />
              <FairnessSection plan={trial.plan} analysis={analysis} />
              <ColdStartSection plan={trial.plan} analysis={analysis} showRows={showRows} />
              <CostSection plan={trial.plan} analysis={analysis} />
              <ProjectionSection plan={trial.plan} analysis={analysis} />
            </div>
          )}
        </>
      )}
    </TrialScreen>
  )
}
