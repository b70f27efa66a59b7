import { expect, test } from 'vitest'
import {
  contendersAmong,
  pairOf,
  searchAmong,
  searchWith,
  withSide,
} from '#renderer/features/light-table/compared-pair.ts'
import { readLightTableSearch } from '#renderer/features/light-table/light-table-search.ts'
import { contender, frozenPlan } from './sample-trial.ts'

const [a, b, c] = [contender('a', 0), contender('b', 1), contender('7', 2)]
const plan = frozenPlan([a, b, c])
const idsOf = (pair: ReturnType<typeof pairOf>): (string | undefined)[] => [pair?.first.id, pair?.second.id]

test('an address without a pair, with a stranger or with one contender twice compares nothing', () => {
  expect(idsOf(pairOf(plan, {}))).toEqual(['a', 'b'])
  expect(idsOf(pairOf(plan, { first: 'b' }))).toEqual(['b', 'a'])
  expect(idsOf(pairOf(plan, { first: 'gone', second: '7' }))).toEqual(['a', '7'])
  expect(idsOf(pairOf(plan, { first: 'b', second: 'b' }))).toEqual(['b', 'a'])
  expect(pairOf(frozenPlan([a]), {})).toBeNull()
})

test('a contender is compared with itself when it is put on the other side', () => {
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
  expect(readLightTableSearch({ compare: 'nonsense', first: true })).toEqual({})
})

test('a link to some of the contenders shows one alone or a stranger, or names all of them for nothing', () => {
  expect(contendersAmong(plan, {})).toEqual([a, b, c])
  expect(contendersAmong(plan, readLightTableSearch({ among: [7, 'a', 'gone'] }))).toEqual([a, c])
  expect(contendersAmong(plan, { among: ['a', 'gone'] })).toEqual([a, b, c])
  expect(searchAmong({ open: 1 }, plan, [a, c])).toEqual({ open: 1, among: ['a', '7'] })
  expect(searchAmong({ open: 1, among: ['a', '7'] }, plan, [a, b, c])).toEqual({ open: 1 })
})
