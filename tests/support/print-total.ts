import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { countTests } from './count-tests.ts'

// The last line of a test run: one count over both runners, from the reports they leave in artifacts/.
const artifacts = resolve(import.meta.dirname, '../../artifacts')
const read = (name: string): unknown => {
  const file = resolve(artifacts, name)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}
const { passed, failed } = countTests({ vitest: read('vitest.json'), playwright: read('playwright.json') })
process.stdout.write(`${passed} passed, ${failed} failed\n`)
if (failed > 0) process.exitCode = 1
