import { describe, expect, test } from 'vitest'
import { formatTrialCost } from '#shared/units/format-usd.ts'
import { writeEstimate } from '#shared/units/write-estimate.ts'
import { formatImageCost, formatLatency, formatSize, formatSpent, writeTooFew } from '#renderer/ui/format-estimate.ts'
import { known } from './sample-trial.ts'

describe('an estimate', () => {
  test('with an even interval is not written as a skewed one', () => {
    expect(writeEstimate(known(4210, 4030, 4390), 'latency')).toEqual({
      value: '4.21',
      unit: 's',
      interval: '±0.18',
      count: 36,
    })
  })
  test('with a skewed interval does not hide the skew behind ±', () => {
    expect(writeEstimate(known(7090, 6550, 7520), 'latency').interval).toBe('+0.43 −0.54')
  })
  test('does not print an end that rounds to nothing', () => {
    expect(writeEstimate(known(1000, 999, 1500), 'latency').interval).toBe('+0.50')
    expect(writeEstimate(known(3000), 'moneyPerImage').interval).toBe('')
  })
  test('below a tenth of a second is not cut to two places of a second', () => {
    expect(writeEstimate(known(42, 40, 44), 'latency')).toMatchObject({ value: '42', unit: 'ms', interval: '±2' })
  })
  test('of a share that is not all never reads as 100 %', () => {
    expect(writeEstimate(known(0.9999, 0.97, 1), 'share')).toMatchObject({ value: '>99.9', interval: '97.0–100.0' })
  })
  test('of a price below a tenth of a cent never reads as nothing', () => {
    expect(writeEstimate(known(297, 271, 325), 'moneyPerImage')).toMatchObject({
      value: '$0.000297',
      interval: '+0.000028 −0.000026',
    })
  })
  test('of a month keeps cents where a dollar would round away what is decided', () => {
    expect(writeEstimate(known(8_620_000), 'moneyPerMonth').value).toBe('$8.62')
    expect(writeEstimate(known(1_824_400_000), 'moneyPerMonth').value).toBe('$1,824')
  })
})

test('an unknown charge is never written as $0', () => {
  expect(formatImageCost(null)).toBe('not reported')
  expect(formatSpent(0, 3)).toBe('not reported')
  expect(formatSpent(0, 0)).toBe('$0.00')
  expect(formatImageCost(0)).toBe('$0.0000')
})
test('a trial of less than a dollar does not lose its spend to rounding', () => {
  expect(formatTrialCost(3100)).toBe('$0.0031')
  expect(formatTrialCost(13_480_000)).toBe('$13.48')
})
test('999.6 ms is not written as 1000 ms', () => {
  expect(formatLatency(999.6)).toBe('1.00 s')
  expect(formatLatency(0.2)).toBe('<1 ms')
  expect(formatLatency(0)).toBe('0 ms')
})
test('only a square is written with a square', () => {
  expect(formatSize(768, 768)).toBe('768²')
  expect(formatSize(1024, 768)).toBe('1024 × 768')
})

test('too few samples read as two figures in a row: it needs n 6 n 0', () => {
  const few = { state: 'too-few', count: 0, neededCount: 6 } as const
  expect(writeTooFew(few)).toBe('needs n 6, has n 0')
  expect(writeTooFew({ ...few, count: 1200, neededCount: 3680 }, 'p99')).toBe('p99 needs n 3,680, has n 1,200')
  expect(writeTooFew(few, 'p99', false)).toBe('p99 needs n 6')
})
