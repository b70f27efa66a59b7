import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { timeOrderedIds } from '#main/hosts/time-ordered-ids.ts'

test('ids differ from what the ULID specification writes', () => {
  // The specification's example time: 1469918176385 is 01ARYZ6S41.
  const ids = timeOrderedIds(
    () => 1469918176385,
    () => new Uint8Array(10).fill(255),
  )
  expect(ids.next('trial')).toBe('trial-01aryz6s41zzzzzzzzzzzzzzzz')
})

test('the chance overflows into an id that was given before', () => {
  const ids = timeOrderedIds(
    () => 1469918176385,
    () => new Uint8Array(10).fill(255),
  )
  ids.next('sample')
  expect(ids.next('sample')).toBe('sample-01aryz6s420000000000000000')
  expect(ids.next('sample')).toBe('sample-01aryz6s420000000000000001')
})

test('a later id sorts earlier, or comes twice, when the clock stands still or steps back', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: 200 }), (times) => {
      const rest = [...times]
      const ids = timeOrderedIds(() => rest.shift() ?? 0, randomBytes)
      const given = times.map(() => ids.next('trial'))
      expect(new Set(given).size).toBe(given.length)
      expect(given).toEqual(given.toSorted())
    }),
  )
})
