import { expect, test } from 'vitest'
import { nearDuplicates } from '#shared/stats/near-duplicates.ts'

const look = (bits: bigint): string => bits.toString(16).padStart(16, '0')

const pair = (one: string, other: string) =>
  nearDuplicates([
    { seed: 1, perceptualHash: one },
    { seed: 2, perceptualHash: other },
  ])

test('pictures that differ in six bits, wherever these are, called different; or in seven called near', () => {
  const far = look(2n ** 64n - 1n)
  const six = look((2n ** 64n - 1n) ^ (1n | (1n << 8n) | (1n << 31n) | (1n << 32n) | (1n << 40n) | (1n << 63n)))
  const seven = look((2n ** 64n - 1n) ^ 0b1111111n)
  expect(pair(far, six)).toEqual({ near: 2, compared: 2 })
  expect(pair(far, seven)).toEqual({ near: 0, compared: 2 })
})

test('the same seed asked twice, which should give the same picture, called a duplicate', () => {
  const same = [1, 1].map((seed) => ({ seed, perceptualHash: look(5n) }))
  expect(nearDuplicates(same)).toEqual({ near: 0, compared: 0 })
  expect(nearDuplicates([...same, { seed: 2, perceptualHash: look(2n ** 40n - 1n) }])).toEqual({ near: 0, compared: 3 })
  expect(nearDuplicates([])).toEqual({ near: 0, compared: 0 })
})
