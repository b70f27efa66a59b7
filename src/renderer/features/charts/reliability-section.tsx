import { useMemo } from 'react'
import { figureText } from '#shared/units/count-text.ts'
import { ChartFrame } from '../../charts/chart-frame.tsx'
import { StackedBars } from '../../charts/stacked-bars.tsx'
import { WhiskerTable } from '../../charts/whisker-table.tsx'
import { EstimateFigure } from '../../ui/figure.tsx'
import { countWords, ORDER_STATISTICS, WILSON } from './count-words.ts'
import { whisker } from './prepare-latency.ts'
import {
  HELD_BACK_COLUMNS,
  prepareAttempts,
  prepareOutcomes,
  prepareTries,
  reliabilityRows,
  SUCCESS_COLUMNS,
  type CountedParts,
} from './prepare-reliability.ts'
import type { SectionData } from './section-data.ts'

/** Shares on one axis, whatever they come to. */
const AXIS = { maximum: 1, ticks: [0, 0.25, 0.5, 0.75, 1] }
const writeShare = (share: number) => `${Math.round(share * 100)} %`

/** How samples ended, how many tries that took, and how long they waited by rule. */
export function ReliabilitySection({ plan, analysis, charts }: SectionData) {
  const rows = useMemo(() => reliabilityRows(plan, analysis, charts), [plan, analysis, charts])
  const outcomes = useMemo(() => prepareOutcomes(rows), [rows])
  const attempts = useMemo(() => prepareAttempts(rows), [rows])
  const tries = useMemo(() => prepareTries(rows), [rows])
  const trialName = plan.name
  return (
    <>
      <ChartFrame
        title="Success"
        source={trialName}
        span={2}
        caption={{
          what: 'Pictures over pictures and failures, by what the service did the first time it was asked. A refusal by a content filter is in neither.',
          count: countWords(rows.map((row) => row.analysis.successRate.count)),
          method: WILSON,
        }}
        table={{ rows, columns: SUCCESS_COLUMNS }}
      >
        <WhiskerTable
          label="Success"
          axis={AXIS}
          write={writeShare}
          heads={['Success', 'Failed', 'Refused']}
          rows={rows.map(({ contender, analysis: { successRate, failed, refused } }) => ({
            contender,
            whiskers: whisker('marker', successRate, 1),
            cells: [
              <EstimateFigure key="success" estimate={successRate} quantity="share" />,
              figureText(failed),
              figureText(refused),
            ],
          }))}
        />
      </ChartFrame>
      <CountFrame
        title="How samples ended"
        what="Every sample that was asked, by what it came to the first time; a retry by hand mends no failure."
        method="Counts."
        source={trialName}
        prepared={outcomes}
      />
      <CountFrame
        title="What tries came to"
        what="Every try, also one that a further try made good: rate limits stand here, whatever the sample came to."
        of="tries a contender"
        source={trialName}
        prepared={attempts}
      />
      <CountFrame
        title="Tries a sample took"
        what="Samples by the number of their tries; of a pipeline, over all its steps."
        source={trialName}
        prepared={tries}
      />
      <ChartFrame
        title="Waits for a rate limit, a place or a retry"
        source={trialName}
        span={2}
        caption={{
          what: 'Share of samples that were held back: the provider asked to slow down, the account’s requests were all taken, a tunnel was opened again, or a further try or step was due. None of it is latency.',
          count: countWords(rows.map((row) => row.charts.heldBack.share.count)),
          method: `Shares: ${WILSON} Waits, of those that had one: ${ORDER_STATISTICS}`,
        }}
        table={{ rows, columns: HELD_BACK_COLUMNS }}
      >
        <WhiskerTable
          label="Samples held back"
          axis={AXIS}
          write={writeShare}
          heads={['Held back', 'Median wait', 'p95 wait']}
          rows={rows.map(({ contender, charts: { heldBack } }) => ({
            contender,
            whiskers: whisker('marker', heldBack.share, 1),
            cells: [
              <EstimateFigure key="share" estimate={heldBack.share} quantity="share" />,
              heldBack.median.count === 0 ? (
                <span key="median" className="two">
                  none waited
                </span>
              ) : (
                <EstimateFigure key="median" estimate={heldBack.median} quantity="latency" />
              ),
              heldBack.p95.count === 0 ? (
                ''
              ) : (
                <EstimateFigure key="p95" estimate={heldBack.p95} quantity="latency" showCount={false} />
              ),
            ],
          }))}
        />
      </ChartFrame>
    </>
  )
}

interface CountFrameProps {
  title: string
  what: string
  method?: string
  of?: string
  source: string
  prepared: CountedParts
}

/** What was counted of each contender, as parts of a whole. */
function CountFrame(props: CountFrameProps) {
  const { title, what, method = 'Counts, of samples as they stand now.', of, source, prepared } = props
  const { bars, parts, axis, table } = prepared
  return (
    <ChartFrame
      title={title}
      source={source}
      caption={{
        what,
        count: countWords(
          bars.map(({ total }) => total),
          of,
        ),
        method,
      }}
      table={table}
    >
      <StackedBars bars={bars} parts={parts} axis={axis} label={`${title}, per contender, stacked`} />
    </ChartFrame>
  )
}
