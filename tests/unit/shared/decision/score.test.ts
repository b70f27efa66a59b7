import fc from 'fast-check'
import { expect, test } from 'vitest'
import { criteriaOf } from '#shared/decision/criteria.ts'
import { defaultReference } from '#shared/decision/references.ts'
import { measureOf, scoreCell } from '#shared/decision/score-table.ts'
import { cutScore, scoreOf, valueAtScore } from '#shared/decision/score.ts'
import { contender, sampled, settingsOf, unmeasured } from './example-evidence.ts'

const criteria = criteriaOf(settingsOf())
const criterion = (id: string) => {
  const found = criteria.find((each) => each.id === id)
  if (found === undefined) throw new Error(`There is no criterion ${id}.`)
  return found
}

test('money scored by its size instead of its proportion', () => {
  const reference = { good: 1000, unacceptable: 100_000 }
  expect(scoreOf(10_000, reference, criterion('cost'))).toBeCloseTo(0.5, 12)
  expect(cutScore(scoreOf(100_000, reference, criterion('cost')))).toBe(0)
  expect(cutScore(scoreOf(0, reference, criterion('cost')))).toBe(1)
  expect(scoreOf(0.95, { good: 1, unacceptable: 0.9 }, criterion('reliability'))).toBeCloseTo(0.5, 12)
})

test('the value at a score is not the one that has the score', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (score) => {
      for (const id of ['cost', 'reliability'] as const) {
        const reference = id === 'cost' ? { good: 1200, unacceptable: 70_000 } : { good: 1, unacceptable: 0.9 }
        const value = valueAtScore(score, reference, criterion(id))
        expect(scoreOf(value, reference, criterion(id))).toBeCloseTo(score, 9)
      }
    }),
  )
})

test('default reference points that do not enclose the figures, or are a contender’s own', () => {
  const values = [sampled(1550, 10), sampled(13_400, 100), unmeasured]
  expect(defaultReference(criterion('cost'), values)).toEqual({ good: 1000, unacceptable: 20_000 })
  expect(defaultReference(criterion('latency'), [sampled(2000, 1)])).toEqual({ good: 2000, unacceptable: 4000 })
  expect(defaultReference(criterion('reliability'), [sampled(0.96, 0)])).toEqual({ good: 1, unacceptable: 0.9 })
  expect(defaultReference(criterion('reliability'), [sampled(0.8, 0)])).toEqual({ good: 1, unacceptable: 0.75 })
  expect(defaultReference(criterion('quality'), [sampled(0.7, 0)])).toEqual({ good: 0.75, unacceptable: 0.25 })
  expect(defaultReference(criterion('cold-start'), [sampled(0, 0), sampled(1300, 9)])).toEqual({
    good: 0,
    unacceptable: 2000,
  })
  expect(defaultReference(criterion('cost'), [unmeasured])).toEqual({ good: 1, unacceptable: 10 })
})

test('a contender that nobody would choose turns the order of two others by being there', () => {
  const two = [sampled(1100, 0), sampled(8000, 0)]
  const before = defaultReference(criterion('cost'), two)
  const after = defaultReference(criterion('cost'), [...two, sampled(9900, 0)])
  expect(after).toEqual(before)
})

test('what is not known counts as nothing', () => {
  const reference = { good: 4, unacceptable: 0 }
  const cell = scoreCell(unmeasured, reference, criterion('errors'))
  expect(cell).toEqual({ value: 0.5, low: 0, high: 1, law: 'even', isKnown: false })
  const atLeast = { ...unmeasured, low: 3, high: 4 }
  expect(scoreCell(atLeast, reference, criterion('catalogue'))).toMatchObject({ low: 0.75, high: 1, value: 0.875 })
})

test('what the user says of a rubric is passed over, or stands before a measurement', () => {
  const figures = { jobs: sampled(4, 0), cost: sampled(1000, 1) }
  const rubric = [
    { contenderId: 'a', criterionId: 'jobs' as const, level: 1, note: 'webhooks came twice' },
    { contenderId: 'a', criterionId: 'cost' as const, level: 1, note: '' },
    { contenderId: 'b', criterionId: 'errors' as const, level: 2, note: '' },
  ]
  expect(measureOf(contender('a', figures), criterion('jobs'), rubric)).toMatchObject({
    value: 1,
    spread: 'level',
    evidence: { source: 'rated', text: 'your rating, 1 of 4: webhooks came twice' },
  })
  expect(measureOf(contender('a', figures), criterion('cost'), rubric)).toMatchObject({ value: 1000 })
  expect(measureOf(contender('a', figures), criterion('errors'), rubric)).toEqual(unmeasured)
})

test('a level of a rubric that no words tell from the next one, or words where something is measured', () => {
  const rubrics = criteria.filter(({ quantity }) => quantity === 'level')
  expect(rubrics.map(({ words }) => new Set(words).size)).toEqual(rubrics.map(() => 5))
  expect(criteria.filter(({ words }) => words === null)).toEqual(criteria.filter((each) => !rubrics.includes(each)))
})
