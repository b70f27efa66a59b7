import { expect, test } from 'vitest'
import type { SeedCheck } from '#shared/domain/measurement-checks.ts'
import { seedText } from '#shared/fairness/seed-text.ts'

const near = (distances: readonly (number | null)[]): SeedCheck => ({
  verdict: 'near',
  identical: 0,
  near: distances.length,
  different: 0,
  unknown: 0,
  pairs: distances.map((distance) => ({ first: 'a'.repeat(64), second: 'b'.repeat(64), distance })),
})

test('the distances of many pairs are written one by one, as a row of figures that nobody reads', () => {
  expect(seedText(near([0, 2, 0, 1, 0, 0, null]))).toContain('7 near; looks differ in 0 to 2 of 64 bits.')
  expect(seedText(near([3, 3]))).toContain('looks differ in 3 of 64 bits.')
  expect(seedText(near([null]))).not.toContain('64 bits')
})
