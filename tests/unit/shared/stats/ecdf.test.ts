import { expect, test } from 'vitest'
import { ecdf } from '#shared/stats/ecdf.ts'

test('equal values are one step, and failures keep the line below 100 %', () => {
  expect(ecdf([3, 1, 3], 4)).toEqual([
    { value: 1, share: 0.25 },
    { value: 3, share: 0.75 },
  ])
})

test('numbers are ordered as numbers, not as text', () => {
  expect(ecdf([100, 9], 2).map((step) => step.value)).toEqual([9, 100])
})

test('nothing answered is no step', () => {
  expect(ecdf([], 5)).toEqual([])
})
