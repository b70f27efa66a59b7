import { useMemo } from 'react'
import type { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import type { Ownership } from '#shared/domain/ownership.ts'
import type { MonthComparison } from '#shared/economics/compare-costs.ts'
import { chanceText, perMonthText } from '#shared/economics/money-words.ts'
import { simulateOwnership } from '#shared/economics/simulate-ownership.ts'
import { figureText } from '#shared/units/count-text.ts'
import { ChartFrame } from '../../charts/chart-frame.tsx'
import { scaled, type ChartColumn, type ContenderRow } from '../../charts/chart-rows.ts'
import { linearAxis } from '../../charts/scale.ts'
import { WhiskerTable, type WhiskerRow } from '../../charts/whisker-table.tsx'
import { useSettled } from '../../ui/use-settled.ts'
import type { Positions } from './prepare-cost-curves.ts'

interface OwnershipSectionProps {
  comparison: MonthComparison
  assumptions: CostAssumptions
  positions: Positions
  trialName: string
}

type Simulated = Ownership['contenders'][number]

interface OwnershipRow extends ContenderRow {
  simulated: Simulated
}

const DOLLAR = 1_000_000
const MARKS = 4

const COLUMNS: readonly ChartColumn<OwnershipRow>[] = [
  dollarColumn('p5', 'p5', ({ p5Micros }) => p5Micros),
  dollarColumn('Median', 'median', ({ p50Micros }) => p50Micros),
  dollarColumn('p95', 'p95', ({ p95Micros }) => p95Micros),
  dollarColumn('Mean', 'mean', ({ meanMicros }) => meanMicros),
  {
    head: 'Cheapest in, %',
    name: 'cheapest_in_percent',
    read: ({ simulated }) => (simulated.state === 'known' ? scaled(simulated.cheapestShare, 0.01) : null),
    places: 2,
    missing: () => '',
  },
]

/** All that comes with a contender, drawn many times. Simulated once what is moved has come to rest. */
export function OwnershipSection(props: OwnershipSectionProps) {
  const { comparison, assumptions, positions, trialName } = useSettled(props)
  const ownership = useMemo(
    () =>
      simulateOwnership(
        comparison.contenders.map(({ basis }) => basis),
        assumptions,
      ),
    [comparison, assumptions],
  )
  const nameOf = new Map(comparison.contenders.map(({ basis }) => [basis.id, basis.name]))
  const rows = ownership.contenders
    .toSorted((left, right) => rank(left) - rank(right))
    .map((simulated): OwnershipRow => {
      const { id } = simulated
      return { contender: { id, name: nameOf.get(id) ?? id, position: positions.get(id) ?? 0 }, simulated }
    })
  const highest = Math.max(0, ...rows.map(({ simulated: one }) => (one.state === 'known' ? one.p95Micros / DOLLAR : 0)))
  const isKnown = rows.some(({ simulated }) => simulated.state === 'known')
  return (
    <ChartFrame
      title="All that comes with it"
      source={trialName}
      span={3}
      caption={{
        what: `A month of ${figureText(ownership.imagesPerMonth)} pictures with people and recoveries. Marker: median; line: from the 5th to the 95th percentile.`,
        count: `${figureText(ownership.draws)} draws, seed ${ownership.seed}.`,
        method: 'Everything uncertain is drawn at once.',
      }}
      table={{ rows, columns: COLUMNS }}
      nothing={isKnown ? null : 'There is nothing to draw: of no contender are all costs known.'}
      busy={props.assumptions !== assumptions}
    >
      <WhiskerTable
        label="Simulated cost of a month"
        axis={linearAxis(highest, MARKS)}
        write={(dollars) => `$${dollars.toLocaleString('en-US')}`}
        heads={['p5', 'Median', 'p95', 'Cheapest in']}
        rows={rows.map(drawnRow)}
      />
    </ChartFrame>
  )
}

function drawnRow({ contender, simulated }: OwnershipRow): WhiskerRow {
  if (simulated.state === 'unknown')
    return { contender, whiskers: [], cells: [], unknown: `not known: ${simulated.reason}` }
  const { p5Micros, p50Micros, p95Micros, cheapestShare } = simulated
  return {
    contender,
    whiskers: [{ mark: 'marker', value: p50Micros / DOLLAR, low: p5Micros / DOLLAR, high: p95Micros / DOLLAR }],
    cells: [
      perMonthText(p5Micros),
      <b key="median">{perMonthText(p50Micros)}</b>,
      perMonthText(p95Micros),
      cheapestShare === 0 ? 'none' : chanceText(cheapestShare),
    ],
  }
}

function dollarColumn(
  head: string,
  name: string,
  read: (simulated: Extract<Simulated, { state: 'known' }>) => number,
): ChartColumn<OwnershipRow> {
  return {
    head: `${head}, $`,
    name: `${name}_usd`,
    read: ({ simulated }) => (simulated.state === 'known' ? scaled(read(simulated), DOLLAR) : null),
    places: 2,
    missing: ({ simulated }) => (name === 'p5' && simulated.state === 'unknown' ? simulated.reason : ''),
  }
}

function rank(one: Simulated): number {
  return one.state === 'known' ? one.p50Micros : Number.POSITIVE_INFINITY
}
