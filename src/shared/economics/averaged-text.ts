import type { Billing, CostBasis } from '../domain/cost-basis.ts'
import { figureText } from '../units/count-text.ts'

const REASONS: Readonly<Record<Extract<Billing, { by: 'charges' }>['averaged'], string>> = {
  'no-list-price': 'no list price is known',
  free: 'its list price is nothing',
  tokens: 'it is billed by tokens, whose number hangs on each prompt and picture',
  'several-prices': 'its steps have a price each',
  'unknown-hours': 'its price hangs on the hour, and what it was billed for is not known hour by hour',
}

/**
 * What was averaged of a contender, a sentence without its name: the mean charge stands for every picture, at any hour and volume; null where a
 * list price is reckoned with.
 */
export function averagedText({ billing }: CostBasis): string | null {
  if (billing.by !== 'charges' || billing.perImageMicros === null) return null
  const { count } = billing.perImageMicros
  const of = count === null ? 'The mean charge' : `The mean charge of ${figureText(count)} pictures`
  return `${of} stands for each of a month, whatever its hour and volume: ${REASONS[billing.averaged]}.`
}
