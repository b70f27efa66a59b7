import { markup, type Markup } from '../markup.ts'
import { coordinate, hueOf, markerAt } from './marker.ts'
import type { Scale } from './scale.ts'

/** A value with the ends of its interval, in the unit of the scale. */
export interface Whisker {
  value: number
  low: number
  high: number
}

export const STRIP_WIDTH = 360
const STRIP_HEIGHT = 42

/**
 * One contender on a shared scale: marker = median, ring = p90 above it, dot = p95 below it, bars = their 95 % intervals.
 * What n does not support is null and is not drawn.
 */
export function whiskerStrip(strip: {
  position: number
  label: string
  scale: Scale
  median: Whisker | null
  ring: Whisker | null
  dot: Whisker | null
}): Markup {
  const { position, scale, median, ring, dot } = strip
  const x = (value: number): string => coordinate(scale.at(value))
  const bar = ({ low, high }: Whisker, y: number): Markup =>
    markup`<path class="wh" d="M${x(low)} ${y}H${x(high)}M${x(low)} ${y - 3}v6M${x(high)} ${y - 3}v6"/>`
  return markup`<svg class="chart strip" viewBox="0 0 ${STRIP_WIDTH} ${STRIP_HEIGHT}" role="img" aria-label="${strip.label}">${scale.ticks.map(
    (tick) => markup`<line class="g" x1="${x(tick)}" x2="${x(tick)}" y1="0" y2="${STRIP_HEIGHT}"/>`,
  )}<g class="${hueOf(position)}">${ring === null ? null : markup`${bar(ring, 10)}<circle class="hol" cx="${x(ring.value)}" cy="10" r="3.5"/>`}${
    dot === null ? null : markup`${bar(dot, 32)}<circle class="dot" cx="${x(dot.value)}" cy="32" r="3.5"/>`
  }${median === null ? null : bar(median, 21)}</g>${
    median === null ? null : markerAt(position, scale.at(median.value), 21, 10)
  }</svg>`
}

/** The scale under a column of strips. */
export function whiskerAxis(scale: Scale, tickText: (value: number) => string): Markup {
  return markup`<svg class="chart strip" viewBox="0 0 ${STRIP_WIDTH} 18" aria-hidden="true">${scale.ticks.map(
    (tick) => markup`<text x="${coordinate(scale.at(tick))}" y="13" text-anchor="middle">${tickText(tick)}</text>`,
  )}</svg>`
}
