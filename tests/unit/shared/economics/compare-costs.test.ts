import fc from 'fast-check'
import { expect, test } from 'vitest'
import { breakEven } from '#shared/economics/break-even.ts'
import { breakEvensOf, compareMonths } from '#shared/economics/compare-costs.ts'
import { machine, managed, measured, setting } from './make-basis.ts'

test('a break-even that is kept while the volume moves is another than at that volume', () => {
  const bases = [machine('2.10', measured(250, 300, 360)), managed('0.008')] as const
  const { assumptions } = setting({ traffic: { kind: 'evening-peak' } })
  const known = breakEvensOf(bases, assumptions)
  expect(known).toHaveLength(1)
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), (imagesPerMonth) => {
      const moved = { ...assumptions, imagesPerMonth }
      expect(breakEven(...bases, setting(moved))).toEqual(known[0]?.breakEven)
      expect(compareMonths(bases, moved, known)).toEqual(compareMonths(bases, moved))
    }),
    { numRuns: 12 },
  )
})
