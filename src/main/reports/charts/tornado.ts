import { cutText } from '../cut-text.ts'
import { markup, type Markup } from '../markup.ts'
import { coordinate } from './marker.ts'
import { linearScaleAround } from './scale.ts'
import { dollarTick } from './tick-text.ts'

export interface TornadoChartBar {
  label: string
  /** Of what is uncertain, as text. */
  low: string
  high: string
  /** Micro-dollars at either end. */
  atLow: number
  atHigh: number
}

const WIDTH = 1180
const LEFT = 300
const RIGHT = 1110
const ROW_HEIGHT = 26
const LABEL_LETTERS = 46

/**
 * What each uncertain thing does to an amount while all others stay as they are: a bar from its low to its high end, the largest first, on
 * one axis that holds zero. Faint: towards the low end.
 */
export function tornadoChart(chart: { label: string; base: number; bars: readonly TornadoChartBar[] }): Markup | null {
  const { bars, base } = chart
  if (bars.length === 0) return null
  const amounts = [base, ...bars.flatMap(({ atLow, atHigh }) => [atLow, atHigh])]
  const x = linearScaleAround(Math.min(...amounts), Math.max(...amounts), LEFT + 50, RIGHT - 50)
  const bottom = bars.length * ROW_HEIGHT + 8
  const place = (micros: number): string => coordinate(x.at(micros))
  const part = (from: number, to: number, y: number, style: string): Markup =>
    markup`<rect class="${style}" x="${coordinate(Math.min(x.at(from), x.at(to)))}" y="${y}" width="${coordinate(Math.abs(x.at(to) - x.at(from)))}" height="14"/>`
  const rows = bars.map(({ label, low, high, atLow, atHigh }, index) => {
    const y = index * ROW_HEIGHT + 8
    const isRising = atHigh >= atLow
    const end = (text: string, micros: number, isRight: boolean): Markup =>
      markup`<text class="t2" x="${coordinate(x.at(micros) + (isRight ? 5 : -5))}" y="${y + 11}" text-anchor="${isRight ? 'start' : 'end'}">${text}</text>`
    return markup`<text class="t1" x="${LEFT - 8}" y="${y + 11}" text-anchor="end">${cutText(label, LABEL_LETTERS)}</text>${part(base, atLow, y, 'part faint')}${part(base, atHigh, y, 'part')}${end(low, atLow, !isRising)}${end(high, atHigh, isRising)}`
  })
  const grid = x.ticks.map(
    (tick) =>
      markup`<line class="${tick === 0 ? 'axis' : 'g'}" x1="${place(tick)}" x2="${place(tick)}" y1="0" y2="${bottom}"/><text x="${place(tick)}" y="${bottom + 16}" text-anchor="middle">${dollarTick(tick)}</text>`,
  )
  return markup`<svg class="chart" viewBox="0 0 ${WIDTH} ${bottom + 22}" role="img" aria-label="${chart.label}">${grid}${rows}<line class="ref" x1="${place(base)}" x2="${place(base)}" y1="0" y2="${bottom}"/></svg>`
}
