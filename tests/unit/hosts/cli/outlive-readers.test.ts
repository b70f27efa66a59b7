import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const module = join(import.meta.dirname, '../../../../src/main/hosts/cli/outlive-readers.ts')

/** Writes to a pipe that nobody reads any more, and then ends with code 7. */
const program = `
  import { outliveReaders } from ${JSON.stringify(module)}
  outliveReaders(process.stdout)
  process.stdin.once('data', () => {
    process.stdout.write('x'.repeat(1_000_000), () => process.exit(7))
  })
`

test('a command dies half-way when whoever reads its output has gone', async () => {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdout.destroy()
  child.stdin.end('go\n')
  const [code] = (await once(child, 'exit')) as [number | null]
  expect(code).toBe(7)
})
