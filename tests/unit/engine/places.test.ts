import { expect, test } from 'vitest'
import { createPlaces } from '#main/engine/places.ts'

test('a place is given twice, or out of turn', async () => {
  const places = createPlaces(2)
  await places.take()
  await places.take()
  const given: string[] = []
  const first = places.take().then(() => given.push('first'))
  const second = places.take().then(() => given.push('second'))
  await new Promise(setImmediate)
  expect(given).toEqual([])
  places.give()
  await first
  expect(given).toEqual(['first'])
  places.give()
  await second
  expect(given).toEqual(['first', 'second'])
  places.give()
  await places.take()
})
