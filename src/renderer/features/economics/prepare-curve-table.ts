import type { CostBasis } from '#shared/domain/cost-basis.ts'
import type { ChartTable, ContenderRow } from '../../charts/chart-rows.ts'
import type { CostCurves } from '../../charts/cost-curve-chart.tsx'

/** A contender at a place of the axis; its cost in dollars, null where that is not known. */
export interface CurveRow extends ContenderRow {
  x: number
  value: number | null
  low: number | null
  high: number | null
}

interface CurveWords {
  /** Of the axis. @param divisor from its own unit to the one that is shown */
  x: { head: string; name: string; divisor: number }
  /** Of the cost, with as many decimal places as it takes. */
  cost: { head: string; name: string; places: number }
}

/** The points of the lines, each with its interval, contender by contender. */
export function curveTable({ points, lines }: CostCurves, { x, cost }: CurveWords): ChartTable<CurveRow> {
  const rows = lines
    .toSorted((left, right) => left.position - right.position)
    .flatMap(({ contenderId: id, name, position }) =>
      points.map((point): CurveRow => {
        const [low, high] = point.bands[id] ?? [null, null]
        return { contender: { id, name, position }, x: point.x, value: point.values[id] ?? null, low, high }
      }),
    )
  const { places } = cost
  return {
    rows,
    columns: [
      { head: x.head, name: x.name, read: (row) => Number((row.x / x.divisor).toPrecision(8)) },
      { head: `${cost.head}, $`, name: `${cost.name}_usd`, read: ({ value }) => value, places },
      { head: 'from, $', name: `${cost.name}_low_usd`, read: ({ low }) => low, places },
      { head: 'to, $', name: `${cost.name}_high_usd`, read: ({ high }) => high, places },
    ],
  }
}

/** How many observations the rate rests on that a contender is billed by; nothing for one that was typed in. */
export function measuredCounts(bases: readonly CostBasis[]): number[] {
  return bases.flatMap(({ billing }) => {
    const rate =
      billing.by === 'machine'
        ? billing.imagesPerHour
        : billing.by === 'units'
          ? billing.unitsPerImage
          : billing.perImageMicros
    return rate?.count == null ? [] : [rate.count]
  })
}
