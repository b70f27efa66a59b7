import { cutText } from '../cut-text.ts'
import { markup, type Markup } from '../markup.ts'
import { coordinate, markerAt } from './marker.ts'
import { spreadLabels } from '#shared/charts/spread-labels.ts'

/** A longer name does not fit the margin; the full one stands in the tables. */
const MOST_LETTERS = 18

/** A contender's name where its line ends. */
export interface LineLabel {
  position: number
  name: string
  /** Which of a contender's lines it is, where it has two. */
  note?: string
  /** Where the line ends, in pixels. */
  y: number
}

/** Names with their markers in a column beside the plot, spread so that none covers another. */
export function lineLabels(labels: readonly LineLabel[], x: number, top: number, bottom: number): Markup[] {
  const places = spreadLabels(
    labels.map((label) => label.y),
    top,
    bottom,
  )
  return labels.map((label, index) => {
    const y = places[index] as number
    return markup`${markerAt(label.position, x + 5, y, 8)}<text class="t1" x="${x + 14}" y="${coordinate(y + 4)}">${cutText(label.name, MOST_LETTERS)}${label.note === undefined ? null : markup`<tspan class="t2">, ${label.note}</tspan>`}</text>`
  })
}
