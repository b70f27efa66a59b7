import type { SentencePart, WeightSensitivity } from '../domain/decision-evaluation.ts'
import type { DecisionContender } from '../domain/decision-evidence.ts'
import { namedList, percentFigure, text } from './parts.ts'

type Named = Pick<DecisionContender, 'contenderId' | 'name'>

/**
 * Where the answer turns as one weight moves, by the values alone: `By the values alone, A leads from 17 % to 85 %; below that C, above it
 * B.` Of several turns on one side the nearest is told.
 */
export function thresholdParts(
  { segments, weight }: Pick<WeightSensitivity, 'segments' | 'weight'>,
  contenders: readonly Named[],
): SentencePart[] {
  const place = segments.findIndex(({ from, to }) => weight >= from && weight <= to)
  const own = segments[place]
  if (own === undefined) return []
  const names = (ids: readonly string[]): SentencePart[] =>
    namedList(ids.flatMap((id) => contenders.find(({ contenderId }) => contenderId === id) ?? []))
  const lead = own.contenderIds.length === 1 ? ' leads ' : ' tie for the lead '
  const begin = [text('By the values alone, '), ...names(own.contenderIds), text(lead)]
  const [below, above] = [segments[place - 1], segments[place + 1]]
  if (below === undefined && above === undefined) return [...begin, text('whatever it weighs.')]
  const range =
    below === undefined
      ? [text('up to '), share(own.to)]
      : above === undefined
        ? [text('from '), share(own.from), text(' on')]
        : [text('from '), share(own.from), text(' to '), share(own.to)]
  return [
    ...begin,
    ...range,
    ...(below === undefined ? [] : [text('; below that '), ...names(below.contenderIds)]),
    ...(above === undefined
      ? []
      : [text(below === undefined ? '; above it ' : ', above it '), ...names(above.contenderIds)]),
    text('.'),
  ]
}

const share = (value: number): SentencePart => percentFigure({ value, low: value, high: value })
