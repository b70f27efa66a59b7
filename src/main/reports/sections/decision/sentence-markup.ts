import type { SentencePart } from '#shared/domain/decision-evaluation.ts'
import { figureText } from '#shared/units/count-text.ts'
import { unbroken } from '#shared/units/unbroken.ts'
import { markup, type Markup } from '../../markup.ts'

/** A sentence of the recommendation, its figures in strong ink and its names each held apart. Read as text it is `plainText`. */
export function sentenceMarkup(parts: readonly SentencePart[]): Markup {
  return markup`<bdi>${parts.map(partMarkup)}</bdi>`
}

function partMarkup(part: SentencePart): Markup {
  if (part.kind === 'text') return markup`${unbroken(part.text)}`
  if (part.kind === 'contender') return markup`<bdi>${part.text}</bdi>`
  const { text, unit, interval, count } = part
  const around = [interval, count === null ? '' : `n ${figureText(count)}`].filter((word) => word !== '').join(' ')
  return markup`<b>${unit === '' ? text : `${text}\u00a0${unit}`}</b>${around === '' ? null : markup` <span class="around">${around}</span>`}`
}
