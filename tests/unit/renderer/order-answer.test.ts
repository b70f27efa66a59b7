import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  allAlike,
  answerOf,
  place,
  preferring,
  rankOf,
  takeBack,
  type PlacedGroups,
} from '#renderer/features/vote/order-answer.ts'
import { VoteAnswer } from '#shared/domain/vote.ts'

const presses = fc.array(fc.record({ picture: fc.nat(5), tied: fc.boolean() }), { maxLength: 20 })

test('an order by keys gives ranks that a vote can’t have, or gives them too early', () => {
  fc.assert(
    fc.property(presses, fc.integer({ min: 3, max: 6 }), (pressed, count) => {
      let groups: PlacedGroups = []
      for (const { picture, tied } of pressed) {
        if (picture >= count || answerOf(groups, count) !== null) continue
        groups = place(groups, picture, tied)
      }
      const placed = groups.flat()
      const answer = answerOf(groups, count)

      expect(new Set(placed).size).toBe(placed.length)
      expect(answer !== null).toBe(placed.length >= count - 1)
      expect(answer === null || VoteAnswer.safeParse(answer).success).toBe(true)
    }),
  )
})

test('a tie takes the rank after itself, or taking back takes more than the last one', () => {
  const groups = place(place(place([], 2, false), 0, false), 3, true)
  expect([0, 1, 2, 3].map((picture) => rankOf(groups, picture))).toEqual([2, null, 1, 2])
  expect(answerOf(groups, 4)).toEqual({ ranks: [2, 4, 1, 2], noneIsGood: false })
  expect(takeBack(groups)).toEqual([[2], [0]])
  expect(takeBack(takeBack(takeBack(takeBack(groups))))).toEqual([])
  expect(place(groups, 2, false)).toEqual(groups)
})

test('a pair is answered by another side', () => {
  expect([preferring(0).ranks, preferring(1).ranks]).toEqual([
    [1, 2],
    [2, 1],
  ])
  expect([allAlike(2, false), allAlike(3, true)].map((answer) => VoteAnswer.safeParse(answer).success)).toEqual([
    true,
    true,
  ])
})
