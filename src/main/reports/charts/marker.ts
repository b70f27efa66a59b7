import { markup, type Markup } from '../markup.ts'

/** Shapes of the eight contenders, A to H, in a box of 10 × 10. A contender keeps its shape for the life of a trial. */
const SHAPES: readonly Markup[] = [
  markup`<circle cx="5" cy="5" r="4.3"/>`,
  markup`<rect x="1.2" y="1.2" width="7.6" height="7.6"/>`,
  markup`<path d="M5 .6 9.6 9H.4z"/>`,
  markup`<path d="M5 .2 9.8 5 5 9.8.2 5z"/>`,
  markup`<path d="M5 9.4.4 1h9.2z"/>`,
  markup`<path d="M3.5 .5h3v3h3v3h-3v3h-3v-3h-3v-3h3z"/>`,
  markup`<path d="M2.6 .9h4.8L9.8 5 7.4 9.1H2.6L.2 5z"/>`,
  markup`<path d="M3.2 .3h3.6v9.4H3.2z"/>`,
]

/** Dash patterns of their lines. */
const DASHES = ['none', '8 3', '2 3', '8 3 2 3', '12 4', '4 4', '1 4', '12 3 2 3 2 3'] as const

export function shapeOf(position: number): Markup {
  return SHAPES[position % SHAPES.length] as Markup
}

export function dashOf(position: number): string {
  return DASHES[position % DASHES.length] as string
}

/** The class that gives a contender its hue: `k1` to `k8`. */
export function hueOf(position: number): string {
  return `k${(position % SHAPES.length) + 1}`
}

/** A contender's marker in running text. */
export function markerIcon(position: number): Markup {
  return markup`<svg class="mk ${hueOf(position)}" viewBox="0 0 10 10" aria-hidden="true">${shapeOf(position)}</svg>`
}

/** A contender's marker in a chart, centred on a point. `hollow` marks a sample that failed. */
export function markerAt(position: number, x: number, y: number, size: number, hollow = false): Markup {
  const scale = size / 10
  const place = `translate(${coordinate(x - size / 2)} ${coordinate(y - size / 2)}) scale(${scale})`
  return markup`<g class="${hueOf(position)} ${hollow ? 'hol' : 'dot'}" transform="${place}">${shapeOf(position)}</g>`
}

/** A coordinate with one decimal: finer than any screen, and half the size of the file. */
export function coordinate(value: number): string {
  return String(Math.round(value * 10) / 10)
}
