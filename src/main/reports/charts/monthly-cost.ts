import { markup, type Markup } from '../markup.ts'
import { lineLabels } from './line-labels.ts'
import { coordinate, dashOf, hueOf, markerAt } from './marker.ts'
import { WHOLE, plotFrame } from './plot.ts'
import { linearScale } from './scale.ts'
import { dollarTick, thousandsTick } from './tick-text.ts'

export interface MonthlyCostPoint {
  images: number
  /** Micro-dollars a month. */
  value: number
  low: number
  high: number
}

export interface MonthlyCostLine {
  position: number
  name: string
  /**
   * True where `low` and `high` are two ways to pay for machines and not a sampling interval; their ends are then drawn as lines.
   */
  ends: boolean
  /** By rising volume. */
  points: MonthlyCostPoint[]
}

/** Cost of a month by volume: a line a contender and the band between its ends, both axes from zero. */
export function monthlyCost(lines: readonly MonthlyCostLine[]): Markup | null {
  const points = lines.flatMap((line) => line.points)
  if (points.length === 0) return null
  const largest = (pick: (point: MonthlyCostPoint) => number): number =>
    points.reduce((most, point) => Math.max(most, pick(point)), 0)
  const x = linearScale(
    largest((point) => point.images),
    WHOLE.left,
    WHOLE.right,
    4,
  )
  const y = linearScale(
    largest((point) => point.high),
    WHOLE.bottom,
    WHOLE.top,
  )
  const path = (places: readonly { images: number; micros: number }[]): string =>
    places.map(({ images, micros }) => `${coordinate(x.at(images))} ${coordinate(y.at(micros))}`).join('L')
  const drawn = lines.map(({ position, points, ends }) => {
    const upper = path(points.map(({ images, high }) => ({ images, micros: high })))
    const lower = path(points.toReversed().map(({ images, low }) => ({ images, micros: low })))
    const line = path(points.map(({ images, value }) => ({ images, micros: value })))
    const marked = points[Math.floor(points.length * 0.75)] as MonthlyCostPoint
    const band = markup`<path class="${ends ? 'bd wide' : 'bd'} ${hueOf(position)}" d="M${upper}L${lower}Z"/>${
      ends
        ? markup`<path class="ln end ${hueOf(position)}" d="M${points.every(({ value, low }) => value === low) ? upper : lower}"/>`
        : null
    }`
    return markup`${band}<path class="ln ${hueOf(position)}" stroke-dasharray="${dashOf(position)}" d="M${line}"/>${markerAt(position, x.at(marked.images), y.at(marked.value), 9)}`
  })
  const labels = lines.flatMap(({ position, name, points, ends }) => {
    const last = points.at(-1) as MonthlyCostPoint
    if (!ends) return [{ position, name, y: y.at(last.value) }]
    return [
      { position, name, note: 'kept on', y: y.at(last.high) },
      { position, name, note: 'at work', y: y.at(last.low) },
    ]
  })
  return plotFrame({
    area: WHOLE,
    label: 'Monthly cost by volume',
    x,
    y,
    xText: thousandsTick,
    yText: dollarTick,
    across: 'pictures a month',
    content: [...drawn, ...lineLabels(labels, WHOLE.right + 8, WHOLE.top, WHOLE.bottom)],
  })
}
