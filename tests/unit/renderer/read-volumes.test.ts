import { expect, test } from 'vitest'
import { readVolumes } from '#renderer/features/economics/read-volumes.ts'

test.each([
  ['', []],
  ['20000 80000', [20_000, 80_000]],
  ['20,000 80,000', [20_000, 80_000]],
  ['20,000, 1,500,000; 7', [20_000, 1_500_000, 7]],
])('%j is read as other volumes', (text, volumes) => {
  expect(readVolumes(text)).toEqual(volumes)
})

test.each(['0', '-5', '1e99', 'many', '20000 x', '1.5', '2000000000', '1 2 3 4 5 6 7'])('%j is taken', (text) => {
  expect(readVolumes(text)).toBeNull()
})
