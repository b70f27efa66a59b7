import { figureText } from '#shared/units/count-text.ts'

/** `n 36 a contender.`, `n 30 to 36 a contender.` */
export function countWords(counts: readonly number[], of = 'a contender'): string {
  if (counts.length === 0) return 'n 0.'
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  return least === most ? `n ${figureText(least)} ${of}.` : `n ${figureText(least)} to ${figureText(most)} ${of}.`
}

export const ORDER_STATISTICS = '95 % intervals of order statistics, exact whatever the distribution.'
export const WILSON = '95 % Wilson intervals.'
