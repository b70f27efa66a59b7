import { z } from 'zod'

/** The few fields of the runners' own JSON reports that are counted. */
const VitestReport = z.object({ numPassedTests: z.int(), numFailedTests: z.int(), success: z.boolean() })
const PlaywrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int() }),
  errors: z.array(z.unknown()),
})

/**
 * Tests that passed and failed, of both runners together. What broke outside a test (a file that could not be read, a
 * runner that left no report) counts as one failure, so that it can't pass for success.
 */
export function countTests(reports: { vitest: unknown; playwright: unknown }): { passed: number; failed: number } {
  const vitest = VitestReport.safeParse(reports.vitest).data
  const playwright = PlaywrightReport.safeParse(reports.playwright).data
  const counts = [
    vitest === undefined
      ? { passed: 0, failed: 1 }
      : { passed: vitest.numPassedTests, failed: Math.max(vitest.numFailedTests, vitest.success ? 0 : 1) },
    playwright === undefined
      ? { passed: 0, failed: 1 }
      : {
          passed: playwright.stats.expected + playwright.stats.flaky,
          failed: Math.max(playwright.stats.unexpected, playwright.errors.length),
        },
  ]
  return {
    passed: counts.reduce((sum, count) => sum + count.passed, 0),
    failed: counts.reduce((sum, count) => sum + count.failed, 0),
  }
}
