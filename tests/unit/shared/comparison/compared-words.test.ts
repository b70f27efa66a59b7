import { expect, test } from 'vitest'
import { chanceSentence, differenceTexts, movedSentences } from '#shared/comparison/compared-words.ts'
import type { Estimate } from '#shared/domain/estimate.ts'
import type { ComparedFigure } from '#shared/domain/trial-comparison.ts'

const known = (value: number, low = value, high = value): Estimate => ({
  state: 'known',
  value,
  low,
  high,
  count: 36,
  method: 'exact',
})

const MEDIAN: ComparedFigure = {
  name: 'median',
  first: known(910, 830, 970),
  second: known(870, 790, 940),
  difference: known(-40, -70, -3),
  verdict: 'lower',
}

test('an interval that excludes 0 reads as if it ended there', () => {
  expect(movedSentences('Modal', [MEDIAN])).toEqual([
    'Modal: median latency 0.87 s after 0.91 s: 0.04 s shorter (95 % interval 0.003 s to 0.07 s).',
  ])
  expect(differenceTexts(MEDIAN)).toEqual({ value: '−0.04 s', interval: '−0.07 s to −0.003 s' })
})

test('what floating point made of nothing is written to its last digit', () => {
  expect(differenceTexts({ ...MEDIAN, difference: known(1e-12, 0, 2e-12), verdict: 'cannot-tell' })).toEqual({
    value: '0.00 s',
    interval: '0.00 s to 0.00 s',
  })
})

test('what differs by chance is counted over figures that can’t differ', () => {
  const same: ComparedFigure = { ...MEDIAN, name: 'success', difference: known(0), verdict: 'same' }
  const untold: ComparedFigure = {
    ...MEDIAN,
    name: 'p95',
    difference: { state: 'too-few', count: 36, neededCount: 72 },
    verdict: 'cannot-tell',
  }
  expect(chanceSentence([same, untold])).toBeNull()
  expect(chanceSentence([...Array.from({ length: 22 }, () => MEDIAN), same, untold])).toMatch(
    /Were none of these 22 a difference, about 1\.1 would seem to be one by chance\./,
  )
})
