import { markup, type Markup, type MarkupValue } from '../markup.ts'
import { coordinate } from './marker.ts'
import type { Scale } from './scale.ts'

/** A chart's size and the place of its plot, with a column for labels at the right, in pixels. */
export interface PlotArea {
  width: number
  height: number
  left: number
  right: number
  top: number
  bottom: number
}

/** Half the width of the page. */
export const HALF: PlotArea = { width: 560, height: 300, left: 52, right: 418, top: 12, bottom: 262 }

/** The whole width of the page. */
export const WHOLE: PlotArea = { width: 1180, height: 320, left: 52, right: 1000, top: 12, bottom: 282 }

/**
 * Axes, horizontal grid lines and a frame for what is drawn. Units stand on the ticks.
 * @param plot.across what the horizontal axis counts, written at its end
 */
export function plotFrame(plot: {
  area: PlotArea
  label: string
  x: Scale
  y: Scale
  xText: (value: number) => string
  yText: (value: number) => string
  across: string
  content: MarkupValue
}): Markup {
  const { area, x, y } = plot
  const horizontal = y.ticks.map((tick) => {
    const place = coordinate(y.at(tick))
    return markup`<line class="g" x1="${area.left}" x2="${area.right}" y1="${place}" y2="${place}"/><text x="${area.left - 7}" y="${coordinate(y.at(tick) + 4)}" text-anchor="end">${plot.yText(tick)}</text>`
  })
  const vertical = x.ticks.map(
    (tick) =>
      markup`<text x="${coordinate(x.at(tick))}" y="${area.bottom + 17}" text-anchor="middle">${plot.xText(tick)}</text>`,
  )
  return markup`<svg class="chart" viewBox="0 0 ${area.width} ${area.height}" role="img" aria-label="${plot.label}">${horizontal}${vertical}<text class="t2" x="${area.right}" y="${area.bottom + 34}" text-anchor="end">${plot.across}</text>${plot.content}</svg>`
}
