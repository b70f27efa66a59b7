import { expect, test } from 'vitest'
import {
  chosenAmong,
  pairOf,
  searchAmong,
  searchHidden,
  searchWith,
  usuallyAmong,
  withSide,
} from '#renderer/features/light-table/compared-pair.ts'
import { picturesAlong, type ComparedPicture } from '#renderer/features/light-table/compared-picture.ts'
import { readLightTableSearch } from '#renderer/features/light-table/light-table-search.ts'
import type { Contender } from '#shared/domain/plan.ts'
import { contender, frozenPlan } from './sample-trial.ts'

const picturesOf = (contenders: Contender[]): ComparedPicture[] => {
  const plan = frozenPlan(contenders)
  return picturesAlong(plan, 'contender', { planCase: plan.cases[0]!, contender: contenders[0]!, repeat: 0 }, new Map())
}
const pictures = picturesOf([contender('a', 0), contender('b', 1), contender('7', 2)])
const [a, b, c] = pictures as [ComparedPicture, ComparedPicture, ComparedPicture]
const idsOf = (pair: ReturnType<typeof pairOf>): (string | undefined)[] => [pair?.first.id, pair?.second.id]

test('an address without a pair, with a stranger or with one picture twice compares nothing', () => {
  expect(idsOf(pairOf(pictures, pictures, {}))).toEqual(['a', 'b'])
  expect(idsOf(pairOf(pictures, pictures, { first: 'b' }))).toEqual(['b', 'a'])
  expect(idsOf(pairOf(pictures, pictures, { first: 'gone', second: '7' }))).toEqual(['a', '7'])
  expect(idsOf(pairOf(pictures, pictures, { first: 'b', second: 'b' }))).toEqual(['b', 'a'])
  const alone = picturesOf([contender('a', 0)])
  expect(pairOf(alone, alone, {})).toBeNull()
})

test('two others come to lie in one place than those that stood side by side', () => {
  expect(idsOf(pairOf(pictures, [b, c], {}))).toEqual(['b', '7'])
  expect(idsOf(pairOf(pictures, [b, c], { first: 'a' }))).toEqual(['a', 'b'])
})

test('a picture is compared with itself when it is put on the other side', () => {
  const pair = { first: a, second: b }
  expect(idsOf(withSide(pair, 'first', b))).toEqual(['b', 'a'])
  expect(idsOf(withSide(pair, 'second', a))).toEqual(['b', 'a'])
  expect(idsOf(withSide(pair, 'second', c))).toEqual(['a', '7'])
})

test('a link to a comparison opens another one, or a comparison that is over stays in the address', () => {
  const address = searchWith({ repeat: 2, open: 4 }, 'flip', { first: c, second: a })
  const came = readLightTableSearch({ ...address, first: 7 })
  expect(came).toEqual({ repeat: 2, open: 4, compare: 'flip', first: '7', second: 'a' })
  expect(searchWith(came, 'side-by-side', { first: a, second: b })).not.toHaveProperty('compare')
  expect(readLightTableSearch({ compare: 'nonsense', first: true, across: 'prompt', hidden: -1 })).toEqual({})
})

test('a link to some of the pictures shows one alone or a stranger, or names all of them for nothing', () => {
  expect(chosenAmong(pictures, {})).toBeNull()
  expect(chosenAmong(pictures, readLightTableSearch({ among: [7, 'a', 'gone'] }))).toEqual([a, c])
  expect(chosenAmong(pictures, { among: ['a', 'gone'] })).toBeNull()
  expect(searchAmong({ open: 1 }, pictures, [a, c])).toEqual({ open: 1, among: ['a', '7'] })
  expect(searchAmong({ open: 1, among: ['a', '7'] }, pictures, [a, b, c])).toEqual({ open: 1 })
})

test('of thirty repeats all are squeezed side by side, or the one that was opened is not among them', () => {
  const plan = frozenPlan([contender('a', 0)], { repeats: 30 })
  const around = (repeat: number): string[] => {
    const place = { planCase: plan.cases[0]!, contender: plan.contenders[0]!, repeat }
    return usuallyAmong(picturesAlong(plan, 'repeat', place, new Map()), place).map(({ id }) => id)
  }
  expect(around(0)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'])
  expect(around(14)).toEqual(['11', '12', '13', '14', '15', '16', '17', '18'])
  expect(around(29)).toEqual(['23', '24', '25', '26', '27', '28', '29', '30'])
  const many = picturesAlong(plan, 'repeat', { planCase: plan.cases[0]!, contender: a.contender, repeat: 0 }, new Map())
  expect(chosenAmong(many, { among: many.map(({ id }) => id) })).toHaveLength(8)
})

test('of two pictures in one place the first is always the one it was before its name was hidden', () => {
  const pair = { first: a, second: b }
  const slider = searchWith({ open: 0 }, 'slider', pair)
  const firsts = Array.from({ length: 20 }, (_, seed) => searchHidden(slider, seed, pair).first)
  expect(new Set(firsts)).toEqual(new Set(['a', 'b']))
  expect(searchHidden({ open: 0 }, 3, pair)).toEqual({ open: 0, hidden: 3 })
  expect(searchHidden({ open: 0, hidden: 3 }, null, pair)).toEqual({ open: 0 })
})
