import { markup, type Markup } from '../markup.ts'
import { lineLabels } from './line-labels.ts'
import { coordinate, dashOf, hueOf, markerAt } from './marker.ts'
import { HALF, plotFrame } from './plot.ts'
import { linearScale, logarithmicScale } from './scale.ts'
import { secondsTick } from './tick-text.ts'

export interface LatencyPoint {
  /** When it was due, from the start of the trial. */
  atSeconds: number
  seconds: number
  /** A sample that failed is drawn hollow, at the time after which it gave up. */
  failed: boolean
}

export interface LatencyOverTimeSeries {
  position: number
  name: string
  /** In order of time. */
  points: LatencyPoint[]
  /** True where each point stands for the median of a stretch of time; they are then joined by a line. */
  joined: boolean
}

/** Latency by the moment a sample was due, logarithmic: drift, cold starts and slow spells show here. */
export function latencyOverTime(series: readonly LatencyOverTimeSeries[]): Markup | null {
  const points = series.flatMap((each) => each.points).filter((point) => point.seconds > 0)
  if (points.length === 0) return null
  const seconds = points.map((point) => point.seconds)
  const end = points.reduce((latest, point) => Math.max(latest, point.atSeconds), 0)
  const inMinutes = end >= 180
  const x = linearScale(inMinutes ? end / 60 : end, HALF.left, HALF.right)
  const xAt = (atSeconds: number): number => x.at(inMinutes ? atSeconds / 60 : atSeconds)
  const y = logarithmicScale(
    seconds.reduce((least, value) => Math.min(least, value)),
    seconds.reduce((most, value) => Math.max(most, value)),
    HALF.bottom,
    HALF.top,
  )
  const drawn = series.map(({ position, points, joined }) => {
    const visible = points.filter((point) => point.seconds > 0)
    const mark = (point: LatencyPoint, size: number): Markup =>
      markerAt(position, xAt(point.atSeconds), y.at(point.seconds), size, point.failed)
    if (!joined) return markup`<g class="cloud">${visible.map((point) => mark(point, 6))}</g>`
    const path = visible.map((point) => `${coordinate(xAt(point.atSeconds))} ${coordinate(y.at(point.seconds))}`)
    const middle = visible[Math.floor(visible.length / 2)]
    if (middle === undefined) return null
    return markup`<path class="ln ${hueOf(position)}" stroke-dasharray="${dashOf(position)}" d="M${path.join('L')}"/>${mark(middle, 9)}`
  })
  const labels = series.flatMap(({ position, name, points }) => {
    const settled = points.filter((point) => !point.failed && point.seconds > 0).map((point) => point.seconds)
    const middle = settled.toSorted((left, right) => left - right)[Math.floor((settled.length - 1) / 2)]
    return middle === undefined ? [] : [{ position, name, y: y.at(middle) }]
  })
  return plotFrame({
    area: HALF,
    label: 'Latency over the time of the trial',
    x,
    y,
    xText: (value) => `${Number(value.toPrecision(3))} ${inMinutes ? 'min' : 's'}`,
    yText: secondsTick,
    across: 'since the start of the trial',
    content: [...drawn, ...lineLabels(labels, HALF.right + 8, HALF.top, HALF.bottom)],
  })
}
