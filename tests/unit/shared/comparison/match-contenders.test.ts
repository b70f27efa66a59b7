import { expect, test } from 'vitest'
import { matchContenders } from '#shared/comparison/match-contenders.ts'
import type { Contender } from '#shared/domain/plan.ts'
import { makeContender } from '#tests/unit/reports/make-trial.ts'

function contender(id: string, changes: Partial<Contender> = {}): Contender {
  return makeContender(0, { id, name: id, ...changes })
}

function pairs(first: Contender[], second: Contender[]): string[] {
  return matchContenders(first, second).matches.map(
    (match) => `${match.first.id}=${match.second.id} by ${match.matchedBy}`,
  )
}

const fourSteps = { parameters: { width: 1024, height: 1024, steps: 4 } }
const tenSteps = { parameters: { width: 1024, height: 1024, steps: 10 } }

test('a contender is held against one with other settings although its like is there', () => {
  expect(
    pairs([contender('a', fourSteps), contender('b', tenSteps)], [contender('a', tenSteps), contender('b', fourSteps)]),
  ).toEqual(['a=b by settings', 'b=a by settings'])
})

test('of two that are alike, another one than that with the same id is taken', () => {
  expect(pairs([contender('b'), contender('a')], [contender('a'), contender('b')])).toEqual([
    'b=b by settings',
    'a=a by settings',
  ])
})

test('the order in which parameters were written makes them others', () => {
  const turned = { parameters: { steps: 4, height: 1024, width: 1024 } }
  expect(pairs([contender('a', fourSteps)], [contender('z', turned)])).toEqual(['a=z by settings'])
})

test('one with other settings is not found by its id, nor as the only one of its model, or two are confused', () => {
  expect(pairs([contender('a', fourSteps)], [contender('a', tenSteps)])).toEqual(['a=a by id'])
  expect(pairs([contender('a', fourSteps)], [contender('z', tenSteps)])).toEqual(['a=z by model'])
  expect(pairs([contender('a', fourSteps)], [contender('y', tenSteps), contender('z')])).toEqual([])
})

test('another model under the same id is taken for the same contender', () => {
  const { matches, onlyFirst, onlySecond } = matchContenders([contender('a')], [contender('a', { modelId: 'sdxl' })])
  expect(matches).toEqual([])
  expect([...onlyFirst, ...onlySecond].map(({ modelId }) => modelId)).toEqual(['flux-1-schnell', 'sdxl'])
})

test('a pipeline is taken for the model that it begins with', () => {
  const { furtherSteps: _none, ...step } = makeContender(1)
  expect(pairs([contender('a')], [contender('b', { furtherSteps: [step] }), contender('c')])).toEqual([
    'a=c by settings',
  ])
})
