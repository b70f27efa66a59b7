import type { LatencyPercentiles } from '#shared/domain/analysis.ts'
import type { Contender } from '#shared/domain/plan.ts'
import { sentence } from '#shared/units/sentence.ts'
import { ChartFrame } from '../../charts/chart-frame.tsx'
import { estimateColumns, SECONDS, type ChartTable } from '../../charts/chart-rows.ts'
import { WhiskerTable } from '../../charts/whisker-table.tsx'
import { EstimateFigure } from '../../ui/figure.tsx'
import { countWords, ORDER_STATISTICS } from './count-words.ts'
import { orderByMedian, whisker, whiskerAxis, type AnalysedContender } from './prepare-latency.ts'
import type { SectionData } from './section-data.ts'

const MARKS = 4
const writeSeconds = (seconds: number) => `${seconds} s`

type Analysed = Pick<SectionData, 'plan' | 'analysis'>

const REPORTED_COLUMNS: ChartTable<AnalysedContender>['columns'] = [
  ...estimateColumns<AnalysedContender>(
    { head: 'Queue', name: 'reported_queue', ...SECONDS },
    ({ analysis }) => analysis.reportedQueueMs,
  ),
  ...estimateColumns<AnalysedContender>(
    { head: 'Inference', name: 'reported_inference', ...SECONDS },
    ({ analysis }) => analysis.reportedInferenceMs,
  ),
]

/** The provider's own clock: its queue against its drawing. Nothing where nobody reports either. */
export function ReportedFrame({ plan, analysis }: Analysed) {
  const rows = orderByMedian(plan, analysis)
  const reporting = rows.filter(reports)
  if (reporting.length === 0) return null
  const whiskers = rows.map(({ analysis: { reportedQueueMs, reportedInferenceMs } }) => [
    ...whisker('marker', reportedInferenceMs, 1000),
    ...whisker('ring', reportedQueueMs, 1000),
  ])
  return (
    <ChartFrame
      title="Queue against inference, as reported"
      source={plan.name}
      span={2}
      caption={{
        what: 'Medians by the provider’s own clock, which is not ours. Marker: drawing; ring: waiting in its queue.',
        count: countWords(
          reporting.flatMap(({ analysis: { reportedQueueMs: queue, reportedInferenceMs: drawing } }) =>
            [queue, drawing].flatMap((estimate) => (estimate.state === 'unknown' ? [] : estimate.count)),
          ),
          'a contender that reports',
        ),
        method: ORDER_STATISTICS,
      }}
      table={{ rows, columns: REPORTED_COLUMNS }}
    >
      <WhiskerTable
        label="Reported times"
        axis={whiskerAxis(whiskers, MARKS)}
        write={writeSeconds}
        heads={['Inference', 'Queue']}
        rows={rows.map(({ contender, analysis: { reportedQueueMs, reportedInferenceMs } }, index) => ({
          contender,
          whiskers: whiskers[index] ?? [],
          cells: [
            <EstimateFigure key="drawing" estimate={reportedInferenceMs} quantity="latency" />,
            <EstimateFigure key="queue" estimate={reportedQueueMs} quantity="latency" />,
          ],
        }))}
      />
    </ChartFrame>
  )
}

function reports({ analysis: { reportedQueueMs, reportedInferenceMs } }: AnalysedContender): boolean {
  return reportedQueueMs.state !== 'unknown' || reportedInferenceMs.state !== 'unknown'
}

interface ServiceRow {
  contender: Contender
  response: LatencyPercentiles
  service: LatencyPercentiles
}

const SERVICE_COLUMNS: ChartTable<ServiceRow>['columns'] = (['p50', 'p95'] as const).flatMap((name) => {
  const head = name === 'p50' ? 'median' : name
  return [
    ...estimateColumns<ServiceRow>(
      { head: `Response, ${head}`, name: `response_${head}`, ...SECONDS },
      ({ response }) => response[name],
    ),
    ...estimateColumns<ServiceRow>(
      { head: `Service, ${head}`, name: `service_${head}`, ...SECONDS },
      ({ service }) => service[name],
    ),
  ]
})

/** Of an open loop, what a caller waits beside what the service needs. Nothing for a closed loop, where the two hardly differ. */
export function ServiceFrame({ plan, analysis }: Analysed) {
  const rows = orderByMedian(plan, analysis).flatMap(({ contender, analysis: { latency, service } }): ServiceRow[] =>
    service === null ? [] : [{ contender, response: latency, service }],
  )
  if (rows.length === 0) return null
  const whiskers = rows.map(({ response, service }) => [
    ...whisker('marker', response.p50, 1000),
    ...whisker('ring', service.p50, 1000),
  ])
  return (
    <ChartFrame
      title="Response and service"
      source={plan.name}
      span={2}
      caption={{
        what: `${sentence(analysis.headline)}. Marker: median response, from due to the last byte, with the wait for a place, as a caller has it. Ring: median service, from being sent.`,
        count: countWords(rows.map(({ response }) => response.p50.count)),
        method: ORDER_STATISTICS,
      }}
      table={{ rows, columns: SERVICE_COLUMNS }}
    >
      <WhiskerTable
        label="Response and service"
        axis={whiskerAxis(whiskers, MARKS)}
        write={writeSeconds}
        heads={['Response, median', 'Service, median', 'Response, p95', 'Service, p95']}
        rows={rows.map(({ contender, response, service }, index) => ({
          contender,
          whiskers: whiskers[index] ?? [],
          cells: [
            <EstimateFigure key="r50" estimate={response.p50} quantity="latency" label="median response" />,
            <EstimateFigure
              key="s50"
              estimate={service.p50}
              quantity="latency"
              label="median service"
              showCount={false}
            />,
            <EstimateFigure
              key="r95"
              estimate={response.p95}
              quantity="latency"
              label="p95 response"
              showCount={false}
            />,
            <EstimateFigure
              key="s95"
              estimate={service.p95}
              quantity="latency"
              label="p95 service"
              showCount={false}
            />,
          ],
        }))}
      />
    </ChartFrame>
  )
}
