import { numberText, shareText } from './money-words.ts'

const SHARES = /^utilisation$| usable$| engineerShare$/

/** The value of something uncertain, by the id of its input: shares in percent, an hour’s pay in dollars, all others as numbers. */
export function inputText(id: string, value: number): string {
  if (id === 'hourlyRateUsd') return `$${numberText(value)}`
  return SHARES.test(id) ? shareText(value) : numberText(value)
}
