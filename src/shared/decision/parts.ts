import type { SentencePart } from '../domain/decision-evaluation.ts'
import type { CriterionMeasure, DecisionContender } from '../domain/decision-evidence.ts'
import type { Estimate } from '../domain/estimate.ts'
import { figureText } from '../units/count-text.ts'
import { writeEstimate, type Quantity } from '../units/write-estimate.ts'
import type { Criterion } from './criteria.ts'

type KnownMeasure = Extract<CriterionMeasure, { state: 'known' }>
type Figure = Extract<SentencePart, { kind: 'figure' }>
type KnownEstimate = Extract<Estimate, { state: 'known' }>

export function text(words: string): SentencePart {
  return { kind: 'text', text: words }
}

export function named({ contenderId, name }: Pick<DecisionContender, 'contenderId' | 'name'>): SentencePart {
  return { kind: 'contender', contenderId, text: name }
}

/** Names as a list in words: `A, B and C`. */
export function namedList(contenders: readonly Pick<DecisionContender, 'contenderId' | 'name'>[]): SentencePart[] {
  return contenders.flatMap((contender, place) => {
    if (place === 0) return [named(contender)]
    return [text(place === contenders.length - 1 ? ' and ' : ', '), named(contender)]
  })
}

/** What is known of a contender by a criterion, as a figure with its interval and n; of a rubric, the level. */
export function measureFigure(measure: KnownMeasure, { quantity }: Pick<Criterion, 'quantity'>): SentencePart {
  const { value, low, high, count, spread } = measure
  if (quantity === 'level') {
    return { kind: 'figure', text: String(value), unit: 'of 4', interval: '', count: null, value, low, high }
  }
  const written = figure({ value, low, high, count }, quantity)
  return spread === 'range' && low < high ? { ...written, text: rangeText(low, high, quantity), interval: '' } : written
}

/** `$0.0003–$0.0188`: both ends, because no value between them is likelier than another. */
function rangeText(low: number, high: number, quantity: Quantity): string {
  const [one, other] = [low, high].map((end) => figure({ value: end, low: end, high: end, count: null }, quantity).text)
  return `${one}–${other}`
}

export function estimateFigure({ value, low, high, count }: KnownEstimate, quantity: Quantity): SentencePart {
  return figure({ value, low, high, count }, quantity)
}

/** A value that stands for itself: a limit, a point at which the answer turns. */
export function plainFigure(value: number, { quantity }: Pick<Criterion, 'quantity'>): SentencePart {
  if (quantity === 'level') return measureFigure({ ...EXACT, value, low: value, high: value }, { quantity })
  return figure({ value, low: value, high: value, count: null }, quantity)
}

/** A whole share of a hundred, as weights are read; with the interval of the drawing where it has one. */
export function percentFigure({ value, low, high }: Pick<KnownMeasure, 'value' | 'low' | 'high'>): SentencePart {
  const half = Math.round(50 * (high - low))
  const words = value > 0.995 && value < 1 ? '>99' : value > 0 && value < 0.005 ? '<1' : String(Math.round(100 * value))
  return {
    kind: 'figure',
    text: words,
    unit: '%',
    interval: half === 0 ? '' : `±${half}`,
    count: null,
    value,
    low,
    high,
  }
}

export function countFigure(value: number, unit: string): Figure {
  return { kind: 'figure', text: figureText(value), unit, interval: '', count: null, value, low: value, high: value }
}

const EXACT = {
  state: 'known',
  spread: 'exact',
  count: null,
  evidence: { source: 'described', text: '', method: null, priceVersion: null },
} as const

function figure(given: Pick<KnownMeasure, 'value' | 'low' | 'high' | 'count'>, quantity: Quantity): Figure {
  const { value, low, high, count } = given
  const estimate: KnownEstimate = { state: 'known', value, low, high, count: count ?? 0, method: 'exact' }
  const written = writeEstimate(estimate, quantity)
  const interval = low === high ? '' : written.interval
  return { kind: 'figure', text: written.value, unit: written.unit, interval, count, value, low, high }
}

/** A sentence as one line of plain text: `4.21 s ±0.18 n 180`. What names hold stays as it is. */
export function plainText(parts: readonly SentencePart[]): string {
  return parts.map((part) => (part.kind === 'figure' ? figureWords(part) : part.text)).join('')
}

function figureWords({ text: value, unit, interval, count }: Figure): string {
  return [value, unit, interval, count === null ? '' : `n ${figureText(count)}`].filter((word) => word !== '').join(' ')
}
