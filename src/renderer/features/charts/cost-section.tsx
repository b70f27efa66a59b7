import { useMemo } from 'react'
import { failuresText } from '#shared/domain/describe-checks.ts'
import type { GateTally } from '#shared/domain/picture-gates.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import { ChartFrame } from '../../charts/chart-frame.tsx'
import { StackedBars } from '../../charts/stacked-bars.tsx'
import { WhiskerTable } from '../../charts/whisker-table.tsx'
import { EstimateFigure } from '../../ui/figure.tsx'
import { formatSpent } from '../../ui/format-estimate.ts'
import { countWords } from './count-words.ts'
import { MonthsSection } from './months-section.tsx'
import { COST_COLUMNS, costWhiskers, prepareBases } from './prepare-costs.ts'
import { orderByCost, whiskerAxis } from './prepare-latency.ts'
import type { SectionData } from './section-data.ts'

const MARKS = 4

/** What a picture and a usable picture cost, and how that is known. */
export function CostSection({ plan, analysis, charts }: SectionData) {
  const rows = useMemo(() => orderByCost(plan, analysis), [plan, analysis])
  const bases = useMemo(() => prepareBases(plan, charts), [plan, charts])
  const whiskers = rows.map((row) => costWhiskers(row.analysis))
  return (
    <>
      <ChartFrame
        title="Cost of a picture"
        source={plan.name}
        span={2}
        caption={{
          what: 'Marker: all that was charged over the pictures that came, so failures that cost are in it. Ring: the same over the usable ones, which pass every automatic gate: they decode, have the format and size asked for, show something, and repeat no other.',
          count: countWords(rows.map((row) => row.analysis.gates.pictures)),
          method: '95 % intervals by resampling whole prompts; without one where there are too few prompts.',
        }}
        table={{ rows, columns: COST_COLUMNS }}
      >
        <WhiskerTable
          label="Cost of a picture"
          axis={whiskerAxis(whiskers, MARKS)}
          write={(dollars) => `$${dollars}`}
          heads={['A picture', 'A usable picture', 'This trial']}
          rows={rows.map(({ contender, analysis: numbers }, index) => ({
            contender,
            whiskers: whiskers[index] ?? [],
            cells: [
              <EstimateFigure
                key="picture"
                estimate={numbers.costPerImageMicros}
                quantity="moneyPerImage"
                label="cost"
              />,
              <UsableCost key="usable" gates={numbers.gates} />,
              <span key="spent">
                {formatSpent(numbers.spentMicros, numbers.unknownChargeCount)}
                {numbers.unknownChargeCount > 0 && (
                  <div className="micro two">{countText(numbers.unknownChargeCount, 'charge')} not reported</div>
                )}
              </span>,
            ],
          }))}
        />
      </ChartFrame>
      {bases !== null && (
        <ChartFrame
          title="How costs are known"
          source={plan.name}
          caption={{
            what: 'Every charge by the strongest that is known of it: an invoice, the provider’s own answer, a meter, the list price.',
            count: countWords(
              bases.bars.map(({ total }) => total),
              'charges a contender',
            ),
            method: 'Counts; warm-ups, probes and what was asked again are charges as well.',
          }}
          table={bases.table}
        >
          <StackedBars
            bars={bases.bars}
            parts={bases.parts}
            axis={bases.axis}
            label="Charges by how they are known, per contender, stacked"
          />
        </ChartFrame>
      )}
      <MonthsSection plan={plan} analysis={analysis} />
    </>
  )
}

/** What a usable picture costs, and how many are, or why that is not known. */
function UsableCost({ gates }: { gates: GateTally }) {
  const { open, usable, costPerUsableMicros: cost } = gates
  if (open > 0) return <span className="two">not known: {figureText(open)} not examined yet</span>
  const why = failuresText(gates)
  return (
    <>
      {usable === 0 && cost.state === 'too-few' ? (
        <span className="two">none usable</span>
      ) : (
        <EstimateFigure estimate={cost} quantity="moneyPerImage" />
      )}
      {why !== null && <div className="micro two">{why}</div>}
    </>
  )
}
