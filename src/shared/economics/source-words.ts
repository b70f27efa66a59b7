import type { ValueSource } from '../domain/sourced-value.ts'

/** How a number is known, for people. */
export const SOURCE_WORDS: Readonly<Record<ValueSource, string>> = {
  measured: 'measured',
  'typed-in': 'typed in',
  listed: 'price list',
  claimed: 'claimed, not checked',
  assumed: 'default',
}
