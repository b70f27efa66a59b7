import { cutText } from '../cut-text.ts'
import { markup, type Markup } from '../markup.ts'
import { coordinate, hueOf, markerAt } from './marker.ts'
import { percentTick } from './tick-text.ts'

/** Who leads by the weight of one criterion. */
export interface LeadBar {
  title: string
  /** As it is set, from 0 to 1. */
  weight: number
  /** From 0 to 1 without a gap; several leaders where they tie. */
  segments: { from: number; to: number; leaders: { position: number; name: string }[] }[]
}

const WIDTH = 1180
const LEFT = 170
const RIGHT = 1100
const ROW = 44
const BAR = 22
const TICKS = [0, 0.25, 0.5, 0.75, 1]
/** Of a letter of the chart's size, about; rather too wide than too narrow. */
const LETTER_WIDTH = 6.6
const MARKER_ROOM = 14

/** A bar a criterion, cut where another contender takes the lead, with the weight that is set. */
export function whoLeads(bars: readonly LeadBar[]): Markup {
  const x = (share: number): number => LEFT + (RIGHT - LEFT) * share
  const bottom = bars.length * ROW
  const grid = TICKS.map((tick) => {
    const place = coordinate(x(tick))
    return markup`<line class="g" x1="${place}" x2="${place}" y1="0" y2="${bottom}"/><text x="${place}" y="${bottom + 15}" text-anchor="middle">${percentTick(tick)}</text>`
  })
  const drawn = bars.map(({ title, weight, segments }, row) => {
    const top = row * ROW + 14
    const middle = top + BAR / 2
    const place = coordinate(x(weight))
    return markup`<text class="t1" x="0" y="${middle + 4}">${cutText(title, Math.floor((LEFT - 10) / LETTER_WIDTH))}</text>${segments.map(
      (segment) => lead(segment, { from: x(segment.from), to: x(segment.to), top }),
    )}<path class="set" d="M${place} ${top - 5}V${top + BAR + 5}"/><text class="t2" x="${place}" y="${top - 5}" dx="4">${percentTick(weight)}</text>`
  })
  return markup`<svg class="chart" viewBox="0 0 ${WIDTH} ${bottom + 36}" role="img" aria-label="Who leads by the weight of each criterion">${grid}${drawn}<text class="t2" x="${RIGHT}" y="${bottom + 31}" text-anchor="end">weight of the criterion</text></svg>`
}

/** Its leaders by marker, and by name where there is room for some of it. */
function lead(
  { leaders }: LeadBar['segments'][number],
  { from, to, top }: { from: number; to: number; top: number },
): Markup {
  const first = leaders[0]?.position ?? 0
  const middle = top + BAR / 2
  const room = to - from - 6
  const band = markup`<rect class="bd ${hueOf(first)}" x="${coordinate(from)}" y="${top}" width="${coordinate(to - from)}" height="${BAR}"/><path class="cut" d="M${coordinate(from)} ${top}h${coordinate(to - from)}v${BAR}h${coordinate(from - to)}z"/>`
  const markers = leaders.slice(0, Math.floor(room / MARKER_ROOM))
  const letters = Math.floor((room - markers.length * MARKER_ROOM) / LETTER_WIDTH)
  const names = leaders.map(({ name }) => name).join(', ')
  return markup`${band}${markers.map(({ position }, place) =>
    markerAt(position, from + 11 + place * MARKER_ROOM, middle, 9),
  )}${
    letters < 4 || markers.length < leaders.length
      ? null
      : markup`<text class="t1" x="${coordinate(from + 6 + markers.length * MARKER_ROOM)}" y="${middle + 4}">${cutText(names, letters)}</text>`
  }`
}
