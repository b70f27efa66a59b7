import { expect, test } from 'vitest'
import { latencyWithInterval, percentText, perMonthText, perPictureText, secondsText } from '#main/reports/wording.ts'
import { writeInterval } from '#shared/units/write-estimate.ts'

const known = { state: 'known', value: 2580, low: 2520, high: 2640, count: 180, method: 'order-statistic' } as const

test.each([
  [known, '2.58 s ±0.06 n 180'],
  [{ ...known, low: 2410, high: 2660 }, '2.58 s +0.08 −0.17 n 180'],
  [{ ...known, low: 2580, high: 2580 }, '2.58 s n 180'],
  [{ ...known, low: 2410, high: 2581 }, '2.58 s −0.17 n 180'],
  [{ ...known, value: 87, low: 80, high: 94 }, '87 ms ±7 n 180'],
])('an interval is even, skewed, one-sided or absent (%#)', (estimate, text) => {
  expect(latencyWithInterval(estimate)).toBe(text)
})

test('halves that round alike are even, whatever their binary tails', () => {
  expect(writeInterval({ ...known, value: 0.3, low: 0.1, high: 0.5 }, (value) => value.toFixed(2))).toBe('±0.20')
})

test('a share that is not all never reads as 100.0 %', () => {
  expect(percentText(1)).toBe('100.0 %')
  expect(percentText(0.99996)).toBe('>99.9 %')
  expect(percentText(0.989)).toBe('98.9 %')
})

test('amounts keep the places that matter', () => {
  expect(perPictureText(15_200)).toBe('$0.0152')
  expect(perPictureText(54)).toBe('$0.000054')
  expect(perMonthText(600_000)).toBe('$0.60')
  expect(perMonthText(1_555_400_000)).toBe('$1,555')
  expect(secondsText(99)).toBe('99 ms')
  expect(secondsText(610)).toBe('0.61 s')
})
