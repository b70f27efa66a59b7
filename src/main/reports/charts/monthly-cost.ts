import { markup, type Markup } from '../markup.ts'
import { lineLabels } from './line-labels.ts'
import { coordinate, dashOf, hueOf, markerAt } from './marker.ts'
import { WHOLE, plotFrame } from './plot.ts'
import { linearScale, type Scale } from './scale.ts'
import { LABEL_GAP } from '#shared/charts/spread-labels.ts'
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
  /** By rising volume. */
  points: MonthlyCostPoint[]
}

/** Where two lines cross. */
export interface CostCrossing {
  images: number
  micros: number
}

/** The room that the number of a crossing takes, in pixels. */
const NUMBER_WIDTH = 44

/**
 * Cost of a month by volume: a line a contender and the band of its interval, both axes from zero; a ring where machines cross an API, and
 * the reader's own volume.
 */
export function monthlyCost(
  lines: readonly MonthlyCostLine[],
  marks: { ownVolume: number; crossings: readonly CostCrossing[] },
): Markup | null {
  const points = lines.flatMap((line) => line.points)
  if (points.length === 0) return null
  const largest = (pick: (point: MonthlyCostPoint) => number): number =>
    points.reduce((most, point) => Math.max(most, pick(point)), 0)
  const x = linearScale(
    Math.max(
      marks.ownVolume,
      largest((point) => point.images),
    ),
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
  const bands = lines.map(({ position, points }) => {
    const upper = path(points.map(({ images, high }) => ({ images, micros: high })))
    const lower = path(points.toReversed().map(({ images, low }) => ({ images, micros: low })))
    return markup`<path class="bd ${hueOf(position)}" d="M${upper}L${lower}Z"/>`
  })
  const drawn = lines.map(({ position, points }) => {
    const line = path(points.map(({ images, value }) => ({ images, micros: value })))
    const marked = points[Math.floor(points.length * 0.75)] as MonthlyCostPoint
    return markup`<path class="ln ${hueOf(position)}" stroke-dasharray="${dashOf(position)}" d="M${line}"/>${markerAt(position, x.at(marked.images), y.at(marked.value), 9)}`
  })
  const labels = lines.map(({ position, name, points }) => ({
    position,
    name,
    y: y.at((points.at(-1) as MonthlyCostPoint).value),
  }))
  return plotFrame({
    area: WHOLE,
    label: 'Monthly cost by volume',
    x,
    y,
    xText: thousandsTick,
    yText: dollarTick,
    across: 'pictures a month',
    content: [
      ...bands,
      ownVolume(marks.ownVolume, x),
      ...drawn,
      ...rings(marks.crossings, x, y),
      ...lineLabels(labels, WHOLE.right + 8, WHOLE.top, WHOLE.bottom),
    ],
  })
}

function ownVolume(images: number, x: Scale): Markup {
  const place = x.at(images)
  const isLeft = place < (WHOLE.left + WHOLE.right) / 2
  return markup`<line class="ref" x1="${coordinate(place)}" x2="${coordinate(place)}" y1="${WHOLE.top}" y2="${WHOLE.bottom}"/><text class="t2" x="${coordinate(place + (isLeft ? 5 : -5))}" y="${WHOLE.top + 15}" text-anchor="${isLeft ? 'start' : 'end'}">your volume, ${thousandsTick(images)}</text>`
}

/** Numbers stand below their rings, one under the other where two would cover each other. */
function rings(crossings: readonly CostCrossing[], x: Scale, y: Scale): Markup[] {
  const placed: { left: number; bottom: number }[] = []
  return crossings
    .toSorted((left, right) => left.images - right.images)
    .map(({ images, micros }) => {
      const left = x.at(images) + 7
      let bottom = Math.min(y.at(micros) + 15, WHOLE.bottom - 4)
      while (
        placed.some((one) => Math.abs(one.left - left) < NUMBER_WIDTH && Math.abs(one.bottom - bottom) < LABEL_GAP)
      )
        bottom -= LABEL_GAP
      placed.push({ left, bottom })
      return markup`<circle class="ring" cx="${coordinate(x.at(images))}" cy="${coordinate(y.at(micros))}" r="4.5"/><text class="t1" x="${coordinate(left)}" y="${coordinate(bottom)}">${thousandsTick(images)}</text>`
    })
}
