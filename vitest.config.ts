import { defineConfig } from 'vitest/config'

/** Short tests that share the two cores, and long ones that want them for themselves. All run under `vitest run`. */
export default defineConfig({
  test: {
    reporters: ['default', ['json', { outputFile: 'artifacts/vitest.json' }]],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.{ts,tsx}', 'tests/providers/**/*.test.ts'],
          pool: 'forks',
        },
      },
      {
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'house',
          include: ['tests/architecture/**/*.test.ts', 'tests/hosts/**/*.test.ts', 'tests/support/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
