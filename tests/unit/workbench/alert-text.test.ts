import { expect, test } from 'vitest'
import { alertText } from '#main/workbench/applying-caps.ts'

test('an alert at four fifths of a small cap says that all of it is used', () => {
  const alert = { scope: 'all', capMicros: 21_000, share: 0.8, spentMicros: 16_800, reachedAt: '2026-11-22T12:00:00Z' }
  const context = { store: { accounts: null as never } }
  expect(alertText(alert, context)).toBe('80 % of the cap on all spend is used: $0.0168 of $0.0210.')
})
