import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { trippedText, valueText } from '#shared/domain/describe-checks.ts'
import { SOFT_CHECKS } from '#shared/domain/soft-check.ts'
import { workbench } from '../../client/client.ts'
import { ChartFrame } from '../../charts/chart-frame.tsx'
import { StackedBars } from '../../charts/stacked-bars.tsx'
import { WhiskerTable } from '../../charts/whisker-table.tsx'
import { Figure } from '../../ui/figure.tsx'
import { writeMissing } from '../../ui/format-estimate.ts'
import { ErrorState, LoadingShape } from '../../ui/states.tsx'
import { countWords, ORDER_STATISTICS } from './count-words.ts'
import { prepareGates, prepareSoftChecks, type PreparedSoftCheck } from './prepare-quality.ts'
import { RatingFrames } from './rating-frames.tsx'
import type { SectionData } from './section-data.ts'

/** What people say of the pictures, what judge models say, and what automatic checks found: each by itself. */
export function QualitySection({ plan, analysis }: SectionData) {
  const { trialId } = analysis
  const checks = useQuery(workbench.check.ofTrial.queryOptions({ input: { trialId } }))
  const gates = useMemo(() => prepareGates(plan, analysis), [plan, analysis])
  const soft = useMemo(
    () => (checks.data === undefined ? [] : prepareSoftChecks(plan, checks.data)),
    [plan, checks.data],
  )
  return (
    <>
      <RatingFrames plan={plan} trialId={trialId} />
      {gates !== null && (
        <ChartFrame
          title="What gates hold back"
          source={plan.name}
          caption={{
            what: 'Pictures that fail an automatic gate, by gate; one picture may fail several. At the end: usable of all.',
            count: countWords(
              gates.table.rows.map(({ analysis: numbers }) => numbers.gates.pictures),
              'pictures a contender',
            ),
            method: 'Counts, each gate in its present version.',
          }}
          table={gates.table}
        >
          <StackedBars
            bars={gates.bars}
            parts={gates.parts}
            axis={gates.axis}
            label="Pictures held back, by gate, per contender, stacked"
          />
        </ChartFrame>
      )}
      {checks.isPending && <LoadingShape label="Reading what was measured in the pictures" />}
      {checks.isError && (
        <ErrorState
          title="The automatic checks can’t be read"
          error={checks.error}
          onRetry={() => void checks.refetch()}
        />
      )}
      {soft.map((check) => (
        <SoftFrame key={check.name} trialName={plan.name} check={check} />
      ))}
    </>
  )
}

function SoftFrame({ trialName, check }: { trialName: string; check: PreparedSoftCheck }) {
  const { name, unit, axis, table } = check
  const { title, measures, version, better } = SOFT_CHECKS[name]
  return (
    <ChartFrame
      title={title}
      source={trialName}
      caption={{
        what: `${measures} ${better === null ? 'A matter of taste.' : `${better === 'higher' ? 'Higher' : 'Lower'} is taken for better.`} Marker: median.`,
        count: countWords(
          table.rows.map(({ summary }) => summary.measured),
          'pictures a contender',
        ),
        method: `${ORDER_STATISTICS} Version ${version}.`,
      }}
      table={table}
    >
      <WhiskerTable
        label={title}
        axis={axis}
        write={(value) => (unit === '%' ? `${value} %` : String(value))}
        heads={[unit === null ? 'Median' : `Median, ${unit}`]}
        rows={table.rows.map(({ contender, summary, whiskers }) => ({
          contender,
          whiskers,
          cells: [
            <div key="median">
              {summary.median.state === 'known' ? (
                <Figure
                  value={valueText(name, summary.median.value)}
                  interval={`${valueText(name, summary.median.low)}–${valueText(name, summary.median.high)}`}
                />
              ) : (
                <span className="two">{summary.measured === 0 ? 'not measured' : writeMissing(summary.median)}</span>
              )}
              {trippedText(summary) !== null && <div className="micro two">{trippedText(summary)}</div>}
            </div>,
          ],
        }))}
      />
    </ChartFrame>
  )
}
