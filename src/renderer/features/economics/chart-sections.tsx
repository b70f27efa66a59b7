import { useMemo } from 'react'
import type { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import { formatUsd } from '#shared/units/format-usd.ts'
import { listText } from '#shared/units/list-text.ts'
import type { MonthComparison } from '#shared/economics/compare-costs.ts'
import { CostCurveChart } from '../../charts/cost-curve-chart.tsx'
import { compactText } from './compact-text.ts'
import { CurveRows } from './curve-rows.tsx'
import styles from './economics.module.css'
import { prepareMonthCurves, prepareUtilisationCurves, type Positions } from './prepare-cost-curves.ts'

interface CurveSectionProps {
  comparison: MonthComparison
  assumptions: CostAssumptions
  positions: Positions
  showRows: boolean
}

const DOLLAR = 1_000_000

export function MonthSection({ comparison, assumptions, positions, showRows }: CurveSectionProps) {
  const curves = useMemo(
    () => prepareMonthCurves(comparison, assumptions, positions),
    [comparison, assumptions, positions],
  )
  return (
    <section className={styles['first']} aria-labelledby="cost-a-month">
      <h2 id="cost-a-month">Cost a month</h2>
      <p className={styles['caption']}>
        Band: 95&nbsp;% interval from measured cost, speed and cold starts. Rings: from there on renting stays cheaper.
        Steps: one machine more.
      </p>
      {curves.lines.length === 0 && <p className="two">There is nothing to draw: no contender’s cost is known.</p>}
      {curves.lines.length === 0 ? null : showRows ? (
        <CurveRows curves={curves} corner="Pictures a month" writeX={(images) => images.toLocaleString('en-US')} />
      ) : (
        <CostCurveChart
          curves={curves}
          writeX={compactText}
          writeY={(dollars) => formatUsd(dollars * DOLLAR, dollars < 10 && dollars % 1 !== 0 ? 2 : 0)}
          xTitle="pictures a month"
          label="Cost a month over pictures a month, per contender"
        />
      )}
    </section>
  )
}

export function UtilisationSection({ comparison, assumptions, positions, showRows }: CurveSectionProps) {
  const curves = useMemo(
    () => prepareUtilisationCurves(comparison, assumptions, positions),
    [comparison, assumptions, positions],
  )
  const missing = comparison.contenders.filter(({ basis }) =>
    curves.lines.every(({ contenderId }) => contenderId !== basis.id),
  )
  const hasMachines = comparison.contenders.some(({ basis }) => basis.billing.by === 'machine')
  if (!hasMachines) return null
  return (
    <section className={styles['second']} aria-labelledby="by-utilisation">
      <h2 id="by-utilisation">Break-even by utilisation</h2>
      <p className={styles['caption']}>Cost of a usable picture at your volume. Rings: where renting starts to pay.</p>
      {curves.lines.length === 0 ? (
        <p className="two">There is nothing to draw: of no contender is it known what a usable picture costs.</p>
      ) : showRows ? (
        <CurveRows
          curves={curves}
          corner="Of the hours paid"
          writeX={(share) => `${Math.round(share * 100)} %`}
          perPicture
        />
      ) : (
        <CostCurveChart
          curves={curves}
          writeX={(share) => `${Math.round(share * 100)} %`}
          writeY={(dollars) => `$${Number(dollars.toPrecision(6))}`}
          xTitle="of rented hours spent drawing"
          label="Cost of a usable picture over the utilisation of rented hours, per contender"
        />
      )}
      {missing.length > 0 && curves.lines.length > 0 && (
        <p className="small two">
          Not drawn, since it is not known what a usable picture costs:{' '}
          {listText(missing.map(({ basis }) => basis.name))}.
        </p>
      )}
    </section>
  )
}
