import { expect, test } from 'vitest'
import { plainText } from '#shared/decision/parts.ts'
import { thresholdParts } from '#shared/decision/threshold-parts.ts'

const contenders = ['A', 'B', 'C'].map((name) => ({ contenderId: name.toLowerCase(), name }))
const segment = (from: number, to: number, ...contenderIds: string[]) => ({ from, to, contenderIds })

test.each([
  [
    [segment(0, 0.17, 'c'), segment(0.17, 0.85, 'a'), segment(0.85, 1, 'b')],
    'By the values alone, A leads from 17 % to 85 %; below that C, above it B.',
  ],
  [[segment(0, 0.62, 'a'), segment(0.62, 1, 'b')], 'By the values alone, A leads up to 62 %; above it B.'],
  [[segment(0, 0.2, 'b', 'c'), segment(0.2, 1, 'a')], 'By the values alone, A leads from 20 % on; below that B and C.'],
  [[segment(0, 1, 'a', 'b')], 'By the values alone, A and B tie for the lead whatever it weighs.'],
])('a turn of the answer is told at another weight, or as that of another one: %j', (segments, said) => {
  expect(plainText(thresholdParts({ segments, weight: 0.35 }, contenders))).toBe(said)
})
