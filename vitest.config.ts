import { defineConfig } from 'vitest/config'

/**
 * V8 keeps code pages from being written by memory protection keys, where the processor has them, and its account of the pages does
 * not stand threads that come and go as often as in tests: now and then a process ended with "Check failed: jit_page.has_value()" (V8
 * 13.6, code-memory-access.cc).
 */
const EXEC_ARGV = ['--no-memory-protection-keys']

/** Tests of rooms whose functions know nothing but their arguments: there is nothing to isolate, so one process takes file after file. */
const PURE = ['tests/unit/{shared,reports,renderer,providers}/**/*.test.ts', 'tests/providers/**/*.test.ts']

/** Tests that hold what was measured against what is true, for which a processor has to be free when it is wanted. */
const TIMED = [
  'tests/integration/calibration.test.ts',
  'tests/integration/contenders-against-truth.test.ts',
  'tests/integration/laws-recovered.test.ts',
  'tests/integration/report-against-truth.test.ts',
]

/** Two files at a time, whatever their project is; those that measure come last, one after the other. */
export default defineConfig({
  test: {
    reporters: ['default', ['json', { outputFile: 'artifacts/vitest.json' }]],
    maxWorkers: '100%',
    pool: 'forks',
    execArgv: EXEC_ARGV,
    // What is waited for has a second by default, which a busy machine may take.
    expect: { poll: { timeout: 10_000, interval: 10 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: PURE,
          isolate: false,
          // Much arithmetic: on a busy machine five seconds are soon over.
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          exclude: PURE,
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'house',
          include: ['tests/architecture/**/*.test.ts', 'tests/hosts/**/*.test.ts', 'tests/support/**/*.test.ts'],
          // Whole commands, several processes one after the other.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          exclude: TIMED,
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'timed',
          include: TIMED,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
