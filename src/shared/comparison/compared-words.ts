import type { ComparedContender, ComparedFigure, ComparedName } from '../domain/trial-comparison.ts'
import { figureText } from '../units/count-text.ts'
import { listText } from '../units/list-text.ts'
import { writeEstimate, type Quantity } from '../units/write-estimate.ts'

interface ComparedWords {
  /** At the head of a line. */
  title: string
  quantity: Exclude<Quantity, 'moneyPerMonth'>
  higher: string
  lower: string
  /** In the place of a figure that is not known. */
  unknown: string
}

/** What two trials are compared by, in words and in order. */
export const COMPARED: Readonly<Record<ComparedName, ComparedWords>> = {
  median: { title: 'Median latency', quantity: 'latency', higher: 'longer', lower: 'shorter', unknown: 'not known' },
  p95: { title: 'p95 latency', quantity: 'latency', higher: 'longer', lower: 'shorter', unknown: 'not known' },
  'cost-per-image': {
    title: 'Cost per image',
    quantity: 'moneyPerImage',
    higher: 'higher',
    lower: 'lower',
    unknown: 'not reported',
  },
  'cost-per-usable': {
    title: 'Cost per usable image',
    quantity: 'moneyPerImage',
    higher: 'higher',
    lower: 'lower',
    unknown: 'not known',
  },
  success: { title: 'Success rate', quantity: 'share', higher: 'higher', lower: 'lower', unknown: 'not known' },
  usable: { title: 'Usable share', quantity: 'share', higher: 'higher', lower: 'lower', unknown: 'not known' },
  'cold-start': {
    title: 'Cold-start penalty',
    quantity: 'latency',
    higher: 'longer',
    lower: 'shorter',
    unknown: 'not measured',
  },
  throughput: { title: 'Images an hour', quantity: 'rate', higher: 'higher', lower: 'lower', unknown: 'not known' },
}

/** Said first where both are of one trial. */
export const SAME_TRIAL =
  'Both are of one trial: what they have in common says nothing of a change, and what differs was asked again or added between the two.'

export const MATCHED_BY: Readonly<Record<ComparedContender['matchedBy'], string>> = {
  settings: 'same model and settings',
  id: 'same model and id, other settings',
  model: 'same model, other settings',
}

/** What of a contender has moved, a sentence each. */
export function movedSentences(name: string, figures: readonly ComparedFigure[]): string[] {
  return figures
    .filter(({ verdict }) => verdict === 'higher' || verdict === 'lower')
    .map((figure) => `${name}: ${movedText(figure)}`)
}

/** What is the same, what can’t be told apart and what is not known, a sentence for each kind that there is. */
export function unmovedSentences(name: string, figures: readonly ComparedFigure[]): string[] {
  const same = figures.filter(({ verdict }) => verdict === 'same')
  const level = figures.filter((figure) => figure.verdict === 'cannot-tell' && isInBoth(figure))
  const missing = figures.filter((figure) => figure.verdict === 'cannot-tell' && !isInBoth(figure))
  return [
    ...(same.length > 0 ? [`${name}: the same in both: ${titlesText(same)}.`] : []),
    ...(level.length > 0 ? [`${name}: can’t be told apart by ${titlesText(level)}.`] : []),
    ...(missing.length > 0 ? [`${name}: not known in both: ${titlesText(missing)}.`] : []),
  ]
}

/** At 95 %, one in twenty. */
const CHANCE = 0.05

/** How many of the differences that could have been found would seem to be one if there were none; null where nothing could differ. */
export function chanceSentence(figures: readonly ComparedFigure[]): string | null {
  const count = figures.filter(({ difference, verdict }) => difference.state === 'known' && verdict !== 'same').length
  if (count === 0) return null
  const expected = (count * CHANCE).toFixed(1)
  return `Differences are second less first, with 95 % intervals; where 0 lies within, the two can’t be told apart. Were none of these ${figureText(count)} a difference, about ${expected} would seem to be one by chance.`
}

function titlesText(figures: readonly ComparedFigure[]): string {
  return listText(figures.map(({ name }) => inSentence(name)))
}

function isInBoth({ first, second }: ComparedFigure): boolean {
  return first.state === 'known' && second.state === 'known'
}

/** `median latency 2.58 s after 2.10 s, 0.48 s longer (95 % interval 0.31 to 0.62 s).` */
function movedText({ name, first, second, difference, verdict }: ComparedFigure): string {
  if (first.state !== 'known' || second.state !== 'known' || difference.state !== 'known') return ''
  const words = COMPARED[name]
  const write = (value: number): string => valueText(value, words.quantity, first.value)
  const ends = [difference.low, difference.high].map(Math.abs).toSorted((left, right) => left - right)
  const [near, far] = ends.map((end) => lengthText(end, words.quantity, first.value))
  const direction = verdict === 'higher' ? words.higher : words.lower
  const by = lengthText(Math.abs(difference.value), words.quantity, first.value)
  // One price in all of the first and another in all of the second differ by one amount, whatever is drawn.
  const interval = near === far ? '' : ` (95 % interval ${near} to ${far})`
  return `${inSentence(name)} ${write(second.value)} after ${write(first.value)}: ${by} ${direction}${interval}.`
}

function inSentence(name: ComparedName): string {
  const { title } = COMPARED[name]
  return title.startsWith('p95') ? title : `${title.charAt(0).toLowerCase()}${title.slice(1)}`
}

/** A difference with its sign and its interval, for a cell: `+0.48 s`, `+0.31 to +0.62`; in percentage points where shares differ. */
export function differenceTexts({
  name,
  first,
  difference,
}: ComparedFigure): { value: string; interval: string } | null {
  if (first.state !== 'known' || difference.state !== 'known') return null
  const { quantity } = COMPARED[name]
  const write = (value: number): string => {
    const length = lengthText(Math.abs(value), quantity, first.value)
    const isNothing = !/[1-9]/.test(length)
    return isNothing ? length : `${value < 0 ? '−' : '+'}${length}`
  }
  return { value: write(difference.value), interval: `${write(difference.low)} to ${write(difference.high)}` }
}

function valueText(value: number, quantity: ComparedWords['quantity'], beside: number): string {
  return quantity === 'share' ? `${writeShare(value)} %` : lengthText(value, quantity, beside)
}

/** A length in the unit and to the places of the figure that it stands beside. */
function lengthText(value: number, quantity: ComparedWords['quantity'], beside: number): string {
  if (quantity === 'share') return `${placesText(value * 100, 1)} points`
  if (quantity === 'rate') return figureText(Math.round(value))
  if (quantity === 'latency') return beside < 100 ? `${placesText(value, 0)} ms` : `${placesText(value / 1000, 2)} s`
  return `$${placesText(value / 1_000_000, beside < 1000 ? 6 : 4)}`
}

/** Beyond so many more places lies what floating point made of 0. */
const MORE_PLACES = 3

/** To so many places, and to more where what is not 0 would read as 0: an interval that ends near it excludes it. */
function placesText(value: number, places: number): string {
  const text = value.toFixed(places)
  if (value === 0 || Number(text) !== 0) return text
  const needed = -Math.floor(Math.log10(value))
  return needed > places + MORE_PLACES ? text : value.toFixed(needed)
}

function writeShare(share: number): string {
  return writeEstimate({ state: 'known', value: share, low: share, high: share, count: 1, method: 'exact' }, 'share')
    .value
}
