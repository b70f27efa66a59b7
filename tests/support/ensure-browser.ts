import { findOrFetchBrowser } from './find-browser.ts'

// Run before the browser tests: finds or fetches a browser and remembers it for them.
try {
  process.stdout.write(`Browser for the tests: ${await findOrFetchBrowser()}\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
