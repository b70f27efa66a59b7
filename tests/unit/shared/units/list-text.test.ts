import { expect, test } from 'vitest'
import { listText } from '#shared/units/list-text.ts'

test('lists read as sentences do', () => {
  expect([[], ['A'], ['A', 'B'], ['A', 'B', 'C']].map(listText)).toEqual(['', 'A', 'A and B', 'A, B and C'])
})
