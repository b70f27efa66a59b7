import type { Projection } from '#shared/domain/analysis.ts'
import { EstimateFigure } from '../../ui/figure.tsx'
import { writeMonthlyRange } from '../../ui/format-estimate.ts'

/** A month's cost. For a host its two ends are two ways of running it, so they are written as a range and not as an error. */
export function ProjectionFigure({ projection }: { projection: Projection }) {
  const { monthly, machines } = projection
  if (machines === null || monthly.state !== 'known') {
    return <EstimateFigure estimate={monthly} quantity="moneyPerMonth" label="a projection" showCount={false} />
  }
  return (
    <span className="nowrap">
      <b>{writeMonthlyRange(monthly.low, monthly.high)}</b>{' '}
      <span className="small three">{machines === 1 ? '1 machine' : `${machines} machines`}</span>
    </span>
  )
}
