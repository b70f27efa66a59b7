import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AscendingValues } from '#shared/stats/ascending-values.ts'

/** Of two zeros the sort would tell which is the negative one; a time has only one. */
const milliseconds = fc.double({ noNaN: true }).map((value) => (value === 0 ? 0 : value))

test('a value that is lost, doubled or out of order, however adding and reading take turns', () => {
  fc.assert(
    fc.property(fc.array(fc.array(milliseconds)), (batches) => {
      const values = new AscendingValues()
      const all: number[] = []
      for (const batch of batches) {
        for (const value of batch) values.add(value)
        all.push(...batch)
        expect(values.count).toBe(all.length)
        expect([...values.inOrder()]).toEqual([...Float64Array.from(all).sort()])
      }
    }),
  )
})
