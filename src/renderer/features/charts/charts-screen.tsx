import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, type ReactNode } from 'react'
import { countText } from '#shared/units/count-text.ts'
import { ShowRowsContext, useAllRows } from '../../charts/show-rows.ts'
import { workbench } from '../../client/client.ts'
import { Button } from '../../ui/button.tsx'
import { useScreenKeys, type ScreenKeys } from '../../ui/keys.ts'
import { EmptyState, ErrorState, LoadingShape } from '../../ui/states.tsx'
import { useOpenTrial } from '../trial/trial-context.ts'
import { TrialScreen } from '../trial/trial-screen.tsx'
import styles from './charts-screen.module.css'
import { SECTION_WORDS, type ChartSection } from './charts-search.ts'
import { ColdStartSection } from './cold-start-section.tsx'
import { CostSection } from './cost-section.tsx'
import { LatencyFirst } from './latency-first.tsx'
import { LatencySection } from './latency-section.tsx'
import { QualitySection } from './quality-section.tsx'
import { ReliabilitySection } from './reliability-section.tsx'
import type { SectionData } from './section-data.ts'
import { SectionFindings } from './section-findings.tsx'
import { SectionTabs } from './section-tabs.tsx'

const KEYS: ScreenKeys = {
  screen: 'Analysis',
  hints: [{ keys: ['S'], does: 'the numbers as rows, or as charts' }],
}

/** While the trial runs the numbers move; asking more often would not make them truer. */
const REFRESH_MS = 5000

const DRAWN: Readonly<Record<ChartSection, (data: SectionData) => ReactNode>> = {
  latency: LatencySection,
  reliability: ReliabilitySection,
  'cold-start': ColdStartSection,
  cost: CostSection,
  quality: QualitySection,
}

/** Without a picture they have nothing to draw; how samples failed and what that cost is told all the same. */
const NEED_PICTURES: readonly ChartSection[] = ['latency', 'quality']

/** A section of the analysis: the finding first, then the charts that prove it, and the numbers behind each. */
export function ChartsScreen() {
  const { trial } = useOpenTrial()
  const { section = 'latency' } = useSearch({ from: '/trials/$trialId/charts' })
  const running = trial.status === 'running'
  const [shown, turn] = useAllRows()
  const freshness = {
    staleTime: running ? 0 : Number.POSITIVE_INFINITY,
    refetchInterval: running ? REFRESH_MS : false,
  } as const
  const input = { trialId: trial.id }
  const latencies = useQuery(
    workbench.analysis.latency.queryOptions({
      input,
      staleTime: Number.POSITIVE_INFINITY,
      // Only there to be shown until all numbers are.
      gcTime: 0,
    }),
  )
  const numbers = useQuery(workbench.analysis.get.queryOptions({ input, ...freshness }))
  const charts = useQuery(workbench.analysis.charts.queryOptions({ input, ...freshness }))
  useScreenKeys(KEYS)
  const analysis = numbers.data
  const broken = [numbers, charts].filter(({ isError }) => isError)
  const title = SECTION_WORDS[section]

  return (
    <TrialScreen
      foot={
        analysis === undefined
          ? undefined
          : `${analysis.load} · ${countText(analysis.asked, 'sample')} · ${countText(analysis.succeeded, 'picture')}`
      }
    >
      <SectionTabs open={section} trialId={trial.id} />
      <div className={styles['head']}>
        <h1>{title}</h1>
        {analysis !== undefined && analysis.asked > 0 && (
          <Button aria-pressed={shown.rows} onClick={turn}>
            {shown.rows ? 'Show all charts' : 'Show all rows'}
          </Button>
        )}
      </div>
      {broken[0] !== undefined && (
        <ErrorState
          title="The numbers can’t be worked out"
          error={broken[0].error}
          onRetry={() => broken.forEach((query) => void query.refetch())}
        />
      )}
      {numbers.isPending &&
        (section === 'latency' && latencies.data?.some(({ p50 }) => p50.state === 'known') ? (
          <LatencyFirst plan={trial.plan} table={latencies.data} />
        ) : (
          <LoadingShape label="Working out the numbers" lines={8} />
        ))}
      {analysis !== undefined && (
        <ShowRowsContext value={shown}>
          {analysis.asked > 0 && (
            <SectionFindings section={section} plan={trial.plan} analysis={analysis} running={running} />
          )}
          {analysis.asked === 0 || (analysis.succeeded === 0 && NEED_PICTURES.includes(section)) ? (
            <EmptyState title="No picture has come yet">
              {analysis.asked === 0
                ? 'Nothing has been answered so far.'
                : `${countText(analysis.asked, 'sample')} ended without one: Reliability says how, and the reasons are kept with each on the light table.`}
            </EmptyState>
          ) : charts.data === undefined ? (
            charts.isPending && <LoadingShape label="Preparing the charts" lines={8} />
          ) : (
            <SectionCharts key={section} section={section} plan={trial.plan} analysis={analysis} charts={charts.data} />
          )}
        </ShowRowsContext>
      )}
    </TrialScreen>
  )
}

function SectionCharts({ section, plan, analysis, charts }: SectionData & { section: ChartSection }) {
  const Section = DRAWN[section]
  // Another section begins at its beginning.
  useEffect(() => {
    document.getElementById('content')?.scrollTo(0, 0)
  }, [])
  const data = useMemo(() => ({ plan, analysis, charts }), [plan, analysis, charts])
  return (
    <div className={styles['sections']}>
      <Section {...data} />
    </div>
  )
}
