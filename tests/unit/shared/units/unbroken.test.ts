import { expect, test } from 'vitest'
import { markup } from '#main/reports/markup.ts'
import { unbroken } from '#shared/units/unbroken.ts'

const piece = (prompt: string) => markup`<p>bars: 95 % interval</p><p>${prompt}</p>`.toString()

test('a line ends between a number and its percent sign', () => {
  expect(unbroken('bars: 95 % interval, 9.1 %, up to 37.7 %')).toBe(
    'bars: 95\u00a0% interval, 9.1\u00a0%, up to 37.7\u00a0%',
  )
  expect(unbroken('% of 5 things, x %')).toBe('% of 5 things, x %')
})

test('the report breaks its own words there, or changes a prompt that is to be copied', () => {
  expect([piece('50 % grey'), piece('a & b')]).toEqual([
    '<p>bars: 95\u00a0% interval</p><p>50 % grey</p>',
    '<p>bars: 95\u00a0% interval</p><p>a &amp; b</p>',
  ])
})
