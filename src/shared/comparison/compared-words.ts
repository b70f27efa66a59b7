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
}

/** What two trials are compared by, in words and in order. */
export const COMPARED: Readonly<Record<ComparedName, ComparedWords>> = {
  median: { title: 'Median latency', quantity: 'latency', higher: 'longer', lower: 'shorter' },
  p95: { title: 'p95 latency', quantity: 'latency', higher: 'longer', lower: 'shorter' },
  'cost-per-image': { title: 'Cost per image', quantity: 'moneyPerImage', higher: 'higher', lower: 'lower' },
  'cost-per-usable': { title: 'Cost per usable image', quantity: 'moneyPerImage', higher: 'higher', lower: 'lower' },
  success: { title: 'Success rate', quantity: 'share', higher: 'higher', lower: 'lower' },
  usable: { title: 'Usable share', quantity: 'share', higher: 'higher', lower: 'lower' },
  'cold-start': { title: 'Cold start adds', quantity: 'latency', higher: 'more', lower: 'less' },
  throughput: { title: 'Images an hour', quantity: 'rate', higher: 'higher', lower: 'lower' },
}

export const MATCHED_BY: Readonly<Record<ComparedContender['matchedBy'], string>> = {
  settings: 'same model and settings',
  id: 'same model and id, other settings',
  model: 'same model, other settings',
}

/** What the figures of a contender say: what has moved, a sentence each, then what can’t be told apart and what is not known. */
export function contenderSentences(name: string, figures: readonly ComparedFigure[]): string[] {
  const moved = figures.filter(({ verdict }) => verdict === 'higher' || verdict === 'lower')
  const same = figures.filter(({ verdict }) => verdict === 'same')
  const level = figures.filter((figure) => figure.verdict === 'cannot-tell' && isInBoth(figure))
  const missing = figures.filter((figure) => figure.verdict === 'cannot-tell' && !isInBoth(figure))
  return [
    ...moved.map((figure) => `${name}: ${movedText(figure)}`),
    ...(same.length > 0 ? [`${name}: the same in both: ${titlesText(same)}.`] : []),
    ...(level.length > 0 ? [`${name}: can’t be told apart by ${titlesText(level)}.`] : []),
    ...(missing.length > 0 ? [`${name}: not known in both: ${titlesText(missing)}.`] : []),
  ]
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
  return `${inSentence(name)} ${write(second.value)} after ${write(first.value)}: ${by} ${direction} (95 % interval ${near} to ${far}).`
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
  if (quantity === 'share') return `${(value * 100).toFixed(1)} points`
  if (quantity === 'rate') return figureText(Math.round(value))
  if (quantity === 'latency') return beside < 100 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(2)} s`
  return `$${(value / 1_000_000).toFixed(beside < 1000 ? 6 : 4)}`
}

function writeShare(share: number): string {
  return writeEstimate({ state: 'known', value: share, low: share, high: share, count: 1, method: 'exact' }, 'share')
    .value
}
