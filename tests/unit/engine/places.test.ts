import { expect, test } from 'vitest'
import { createPlaces } from '#main/engine/places.ts'

test('a place is given twice, out of turn, or with the time at which it was asked for', async () => {
  let nowMs = 10
  const places = createPlaces(2, () => nowMs)
  expect([await places.take(), await places.take()]).toEqual([10, 10])
  const given: [string, number][] = []
  const first = places.take().then((since) => given.push(['first', since]))
  const second = places.take().then((since) => given.push(['second', since]))
  nowMs = 20
  expect(given).toEqual([])
  places.give()
  await first
  nowMs = 30
  places.give()
  await second
  expect(given).toEqual([
    ['first', 20],
    ['second', 30],
  ])
  nowMs = 40
  places.give()
  nowMs = 50
  expect(await places.take()).toBe(40)
})
