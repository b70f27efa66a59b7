import { expect, test } from 'vitest'
import { BodyCollector } from '#main/engine/http/body-collector.ts'

const bytes = (...values: number[]): Uint8Array<ArrayBuffer> => new Uint8Array(values)

test('the memory of a piece is kept until some collection of the whole heap', () => {
  const collector = new BodyCollector(6)
  const [first, last] = [bytes(1, 2, 3), bytes(4, 5, 6)]
  collector.add(first)
  collector.add(last)
  expect(first.buffer.detached).toBe(true)
  // What the parser has behind the end of the body lies in the same memory.
  expect(last.buffer.detached).toBe(false)
  expect(collector.finish()).toEqual(bytes(1, 2, 3, 4, 5, 6))
})

test('memory that a piece shares with others is taken from them', () => {
  const shared = bytes(9, 1, 2, 9)
  const collector = new BodyCollector(3)
  collector.add(shared.subarray(1, 3))
  collector.add(bytes(3))
  expect(shared).toEqual(bytes(9, 1, 2, 9))
  expect(collector.finish()).toEqual(bytes(1, 2, 3))
})

test('pieces without a known length are lost or out of order', () => {
  const collector = new BodyCollector(null)
  for (const piece of [bytes(1, 2), bytes(), bytes(3)]) collector.add(piece)
  expect(collector.byteCount).toBe(3)
  expect(collector.finish()).toEqual(bytes(1, 2, 3))
})

test('less than was announced is filled up with zeros', () => {
  const collector = new BodyCollector(5)
  collector.add(bytes(1, 2))
  expect(collector.finish()).toEqual(bytes(1, 2))
})
