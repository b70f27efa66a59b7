import { expect, test } from 'vitest'
import { countTests } from './count-tests.ts'

const vitest = { numPassedTests: 40, numFailedTests: 0, success: true }
const playwright = { stats: { expected: 5, unexpected: 0, flaky: 1, skipped: 0 }, errors: [] }

test('one runner is left out of the total', () => {
  expect(countTests({ vitest, playwright })).toEqual({ passed: 46, failed: 0 })
  const failing = { ...playwright, stats: { ...playwright.stats, unexpected: 2 } }
  expect(countTests({ vitest: { ...vitest, numFailedTests: 3, success: false }, playwright: failing })).toEqual({
    passed: 46,
    failed: 5,
  })
})

test('a run that broke outside its tests passes for success', () => {
  expect(countTests({ vitest: { ...vitest, success: false }, playwright }).failed).toBe(1)
  expect(countTests({ vitest, playwright: { ...playwright, errors: [{ message: 'syntax' }] } }).failed).toBe(1)
  expect(countTests({ vitest, playwright: null })).toEqual({ passed: 40, failed: 1 })
  expect(countTests({ vitest: {}, playwright })).toEqual({ passed: 6, failed: 1 })
})
