import type { ContenderAnalysis } from '#shared/domain/analysis.ts'
import type { ChargesByBasis, TrialCharts } from '#shared/domain/chart-analysis.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { ChargeBasis } from '#shared/domain/price.ts'
import { figureText } from '#shared/units/count-text.ts'
import { countAxis, type ChartAxis } from '../../charts/chart-axis.ts'
import { DOLLARS, estimateColumns, scaled, type ChartTable, type ContenderRow } from '../../charts/chart-rows.ts'
import type { PartFill } from '../../charts/part-patterns.tsx'
import type { BarPart, StackedBar } from '../../charts/stacked-bars.tsx'
import type { Whisker } from '../../charts/whiskers.tsx'
import { BASIS_WORDS } from '../spend/basis-words.ts'
import { whisker, type AnalysedContender } from './prepare-latency.ts'

/** Cost of a picture and of a usable one, in dollars. */
export function costWhiskers({ costPerImageMicros, gates }: ContenderAnalysis): Whisker[] {
  return [...whisker('marker', costPerImageMicros, 1_000_000), ...whisker('ring', gates.costPerUsableMicros, 1_000_000)]
}

export const COST_COLUMNS: ChartTable<AnalysedContender>['columns'] = [
  ...estimateColumns<AnalysedContender>(
    { head: 'A picture', name: 'picture', ...DOLLARS },
    ({ analysis }) => analysis.costPerImageMicros,
  ),
  ...estimateColumns<AnalysedContender>(
    { head: 'A usable picture', name: 'usable_picture', ...DOLLARS },
    ({ analysis }) => analysis.gates.costPerUsableMicros,
  ),
  { head: 'Pictures', name: 'pictures', read: ({ analysis }) => analysis.gates.pictures },
  { head: 'Usable', name: 'usable', read: ({ analysis }) => analysis.gates.usable },
  {
    head: 'Known of this trial, $',
    name: 'spent_usd',
    read: ({ analysis }) => scaled(analysis.spentMicros, 1_000_000),
    places: 6,
  },
  { head: 'Charges not reported', name: 'unknown_charges', read: ({ analysis }) => analysis.unknownChargeCount },
]

export interface BasisRow extends ContenderRow {
  charges: ChargesByBasis
}

export interface PreparedBases {
  bars: StackedBar[]
  parts: readonly BarPart[]
  axis: ChartAxis
  table: ChartTable<BasisRow>
}

const BASIS_FILLS: Readonly<Record<ChargeBasis, PartFill>> = {
  estimated: 'dots',
  listed: 'light',
  metered: 'hatch',
  reported: 'dark',
  invoiced: 'black',
}
const UNKNOWN = 'unknown'

const COLUMNS: ChartTable<BasisRow>['columns'] = [
  { head: 'Known from', name: 'basis', read: ({ charges }) => charges.basis },
  { head: 'Charges', name: 'charges', read: ({ charges }) => charges.count },
  { head: 'Sum, $', name: 'sum_usd', read: ({ charges }) => scaled(charges.micros, 1_000_000), places: 6 },
  { head: 'Of unknown amount', name: 'unknown_charges', read: ({ charges }) => charges.unknownCount },
]

/** How the charges of each contender are known; those of unknown amount are a part of their own. null before the first. */
export function prepareBases(plan: FrozenPlan, { contenders }: TrialCharts): PreparedBases | null {
  const rows = plan.contenders.flatMap((contender) =>
    (contenders.find(({ contenderId }) => contenderId === contender.id)?.charges ?? []).map((charges): BasisRow => ({
      contender,
      charges,
    })),
  )
  if (rows.length === 0) return null
  const bars = [...Map.groupBy(rows, ({ contender }) => contender)].map(([contender, own]): StackedBar => {
    const unknown = own.reduce((sum, { charges }) => sum + charges.unknownCount, 0)
    const total = own.reduce((sum, { charges }) => sum + charges.count, unknown)
    return {
      contenderId: contender.id,
      name: contender.name,
      position: contender.position,
      values: {
        ...Object.fromEntries(own.map(({ charges }) => [charges.basis, charges.count])),
        [UNKNOWN]: unknown,
      },
      total,
      totalText: figureText(total),
    }
  })
  return {
    bars,
    parts: [
      ...ChargeBasis.options
        .toReversed()
        .map((basis): BarPart => ({ key: basis, label: BASIS_WORDS[basis], fill: BASIS_FILLS[basis] })),
      { key: UNKNOWN, label: 'not reported', fill: 'empty' },
    ],
    axis: countAxis(Math.max(0, ...bars.map(({ total }) => total))),
    table: { rows, columns: COLUMNS },
  }
}
