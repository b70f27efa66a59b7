import { defineConfig, devices } from '@playwright/test'
import { BROWSER_ARGUMENTS } from './tests/support/opens-a-page.ts'
import { rememberedBrowser } from './tests/support/remembered-browser.ts'

const executablePath = rememberedBrowser()
if (executablePath === null)
  throw new Error('No browser is known yet. Run "node tests/support/ensure-browser.ts" first.')

/** The built page in a real browser. Each test starts its own server on its own data folder: see tests/e2e/workbench-fixture.ts. */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'artifacts/playwright',
  workers: 2,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: 'artifacts/playwright.json' }]],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
    video: 'off',
    trace: 'retain-on-failure',
    launchOptions: { executablePath, args: BROWSER_ARGUMENTS },
  },
})
