import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BoundedCache } from '#main/simulators/bounded-cache.ts'

it('never grows beyond its bound, whatever is put in, replaced and taken out', () => {
  const step = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd', 'e'), size: fc.integer({ min: 0, max: 60 }) })
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const cache = new BoundedCache<number>(100, (size) => size)
      for (const { key, size } of steps) {
        cache.set(key, size)
        expect(cache.totalBytes).toBeLessThanOrEqual(100)
        expect(cache.get(key)).toBe(size)
        const kept = ['a', 'b', 'c', 'd', 'e'].map((name) => cache.get(name) ?? 0)
        expect(cache.totalBytes).toBe(kept.reduce((sum, value) => sum + value, 0))
      }
    }),
  )
})

it('drops what was not used for longest, not what was put in first', () => {
  const cache = new BoundedCache<number>(20, (size) => size)
  cache.set('old', 10)
  cache.set('new', 10)
  cache.get('old')
  cache.set('third', 10)
  expect([cache.get('old'), cache.get('new'), cache.get('third')]).toEqual([10, undefined, 10])
})

it('does not keep a value that is larger than the bound', () => {
  const cache = new BoundedCache<number>(20, (size) => size)
  cache.set('huge', 21)
  expect(cache.get('huge')).toBeUndefined()
  expect(cache.totalBytes).toBe(0)
})
