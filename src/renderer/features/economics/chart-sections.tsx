import { useMemo } from 'react'
import type { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import type { MonthComparison } from '#shared/economics/compare-costs.ts'
import { formatUsd } from '#shared/units/format-usd.ts'
import { listText } from '#shared/units/list-text.ts'
import { ChartFrame } from '../../charts/chart-frame.tsx'
import { CostCurveChart, type CostCurves } from '../../charts/cost-curve-chart.tsx'
import { countWords } from '../charts/count-words.ts'
import { compactText } from './compact-text.ts'
import { prepareMonthCurves, prepareUtilisationCurves, type Positions } from './prepare-cost-curves.ts'
import { curveTable, measuredCounts } from './prepare-curve-table.ts'

interface CurveSectionProps {
  comparison: MonthComparison
  assumptions: CostAssumptions
  positions: Positions
  trialName: string
}

const DOLLAR = 1_000_000
const BAND = 'Band: 95 % interval from measured cost, speed and cold starts.'

export function MonthSection({ comparison, assumptions, positions, trialName }: CurveSectionProps) {
  const curves = useMemo(
    () => prepareMonthCurves(comparison, assumptions, positions),
    [comparison, assumptions, positions],
  )
  const table = useMemo(
    () =>
      curveTable(curves, {
        x: { head: 'Pictures a month', name: 'pictures_a_month', divisor: 1 },
        cost: { head: 'A month', name: 'month', places: 2 },
      }),
    [curves],
  )
  return (
    <ChartFrame
      title="Cost a month"
      source={trialName}
      caption={{
        what: 'Rings: from there on renting stays cheaper. Steps: one machine more.',
        count: pictureCounts(comparison),
        method: BAND,
      }}
      table={table}
      nothing={curves.lines.length === 0 ? 'There is nothing to draw: no contender’s cost is known.' : null}
      under={curves.lines.length > 0 && <NotDrawn comparison={comparison} curves={curves} what="a month costs" />}
    >
      <CostCurveChart
        curves={curves}
        writeX={compactText}
        writeY={(dollars) => formatUsd(dollars * DOLLAR, dollars < 10 && dollars % 1 !== 0 ? 2 : 0)}
        xTitle="pictures a month"
        label="Cost a month over pictures a month, per contender"
      />
    </ChartFrame>
  )
}

export function UtilisationSection({ comparison, assumptions, positions, trialName }: CurveSectionProps) {
  const curves = useMemo(
    () => prepareUtilisationCurves(comparison, assumptions, positions),
    [comparison, assumptions, positions],
  )
  const table = useMemo(
    () =>
      curveTable(curves, {
        x: { head: 'Of the hours paid, %', name: 'utilisation_percent', divisor: 0.01 },
        cost: { head: 'A usable picture', name: 'usable_picture', places: 6 },
      }),
    [curves],
  )
  const hasMachines = comparison.contenders.some(({ basis }) => basis.billing.by === 'machine')
  if (!hasMachines) return null
  return (
    <ChartFrame
      title="Break-even by utilisation"
      source={trialName}
      caption={{
        what: 'Cost of a usable picture at your volume. Rings: where renting starts to pay.',
        count: pictureCounts(comparison),
        method: BAND,
      }}
      table={table}
      nothing={
        curves.lines.length === 0
          ? 'There is nothing to draw: of no contender is it known what a usable picture costs.'
          : null
      }
      under={
        curves.lines.length > 0 && <NotDrawn comparison={comparison} curves={curves} what="a usable picture costs" />
      }
    >
      <CostCurveChart
        curves={curves}
        writeX={(share) => `${Math.round(share * 100)} %`}
        writeY={(dollars) => `$${Number(dollars.toPrecision(6))}`}
        xTitle="of rented hours spent drawing"
        label="Cost of a usable picture over the utilisation of rented hours, per contender"
      />
    </ChartFrame>
  )
}

/** Nothing where every rate was typed in. */
function pictureCounts({ contenders }: MonthComparison): string {
  const counts = measuredCounts(contenders.map(({ basis }) => basis))
  return counts.length === 0 ? '' : countWords(counts, 'samples measured of a contender')
}

function NotDrawn({ comparison, curves, what }: { comparison: MonthComparison; curves: CostCurves; what: string }) {
  const missing = comparison.contenders.filter(({ basis }) =>
    curves.lines.every(({ contenderId }) => contenderId !== basis.id),
  )
  if (missing.length === 0) return null
  return (
    <p className="small two">
      Not drawn, since it is not known what {what}: {listText(missing.map(({ basis }) => basis.name))}.
    </p>
  )
}
