import { frontSteps } from '#shared/decision/trade-off-front.ts'
import { markup, type Markup } from '../markup.ts'
import { lineLabels } from './line-labels.ts'
import { coordinate, hueOf, markerAt } from './marker.ts'
import { plotFrame, WHOLE } from './plot.ts'
import { linearScale } from './scale.ts'
import { dollarTick, percentTick, secondsTick } from './tick-text.ts'

/** A value with the ends of its interval. */
export interface TradeOffSpan {
  mark: number
  low: number
  high: number
}

export interface TradeOffMark {
  position: number
  name: string
  seconds: TradeOffSpan
  micros: TradeOffSpan
  /** How often it is preferred, 0 to 1; null where that is not known. */
  preferred: number | null
  /** Drawn hollow: another one is as good or better in all three, whatever the intervals leave open. */
  isDominated: boolean
}

const GAUGE_WIDTH = 30
const GAUGE_HEIGHT = 6
/** Of a gauge below the middle of its marker. */
const GAUGE_DOWN = 9

/**
 * Latency across, cost up, both from zero with their intervals; below each marker a gauge of how often it is preferred. Dotted steps:
 * nobody is both sooner and cheaper. Names stand in a column at the height of their costs.
 */
export function tradeOff(marks: readonly TradeOffMark[]): Markup | null {
  if (marks.length === 0) return null
  const x = linearScale(Math.max(...marks.map(({ seconds }) => seconds.high)), WHOLE.left, WHOLE.right)
  const y = linearScale(Math.max(...marks.map(({ micros }) => micros.high)), WHOLE.bottom, WHOLE.top)
  const steps = frontSteps(
    marks.map(({ seconds, micros }) => ({ x: seconds.mark, y: micros.mark })),
    { x: 'less', y: 'less' },
    { x: x.maximum, y: y.maximum },
  )
  const front = steps.map((step) => `${coordinate(x.at(step.x))} ${coordinate(y.at(step.y))}`).join('L')
  const drawn = marks.map(({ position, seconds, micros, preferred, isDominated }) => {
    const [across, up] = [x.at(seconds.mark), y.at(micros.mark)]
    return markup`<g class="${hueOf(position)}"><path class="wh" d="M${coordinate(x.at(seconds.low))} ${coordinate(up)}H${coordinate(x.at(seconds.high))}M${coordinate(across)} ${coordinate(y.at(micros.low))}V${coordinate(y.at(micros.high))}"/></g>${markerAt(position, across, up, 11, isDominated)}${gauge(preferred, across, up)}`
  })
  const labels = marks.map(({ position, name, micros, preferred }) => ({
    position,
    name,
    y: y.at(micros.mark),
    ...(preferred !== null && { note: percentTick(preferred) }),
  }))
  return plotFrame({
    area: WHOLE,
    label: 'Latency against cost, with quality',
    x,
    y,
    xText: secondsTick,
    yText: dollarTick,
    across: 'p95 while warm; up: cost of a usable picture',
    content: [
      markup`<path class="ref" fill="none" d="M${front}"/>`,
      ...drawn,
      ...lineLabels(labels, WHOLE.right + 8, WHOLE.top, WHOLE.bottom),
    ],
  })
}

/** Filled from the left; nothing where it is not known. */
function gauge(preferred: number | null, x: number, y: number): Markup | null {
  if (preferred === null) return null
  const [left, top] = [coordinate(x - GAUGE_WIDTH / 2), coordinate(y + GAUGE_DOWN)]
  return markup`<rect class="hol k8" x="${left}" y="${top}" width="${GAUGE_WIDTH}" height="${GAUGE_HEIGHT}"/><rect class="part" x="${left}" y="${top}" width="${coordinate(GAUGE_WIDTH * preferred)}" height="${GAUGE_HEIGHT}"/>`
}
