import { numberText, shareText } from './money-words.ts'

const SHARES = /^utilisation$| usable$| engineerShare$/

/** The value of something uncertain, by the id of its input: shares in percent, all others as numbers. */
export function inputText(id: string, value: number): string {
  return SHARES.test(id) ? shareText(value) : numberText(value)
}
