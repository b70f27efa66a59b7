import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runCommandLine } from '#main/hosts/cli/run-command-line.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

const TEMPLATE = join(import.meta.dirname, '../../resources/workflows/http/answer-at-once.json')
const size = ['--width', '128', '--height', '96']

/** `assay try` with a data folder, and what it printed. */
async function assayTry(directory: string, ...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const lines = { out: [] as string[], err: [] as string[] }
  const output = {
    out: (text: string) => lines.out.push(text),
    err: (text: string) => lines.err.push(text),
    isTerminal: false,
    columns: 80,
  }
  const code = await runCommandLine(['try', ...words, '--data', directory], output)
  return { code, out: lines.out.join('\n'), err: lines.err.join('\n') }
}

it('shows both sides of a call, and keeps a template that worked under a name', async () => {
  const directory = await temporaryDirectory()
  const asked = [TEMPLATE, '--account', 'practice', '--prompt', 'a fox', ...size]
  const { code, out } = await assayTry(directory, ...asked, '--keep', 'My API', '--json')
  expect(code).toBe(0)
  const tried: unknown = JSON.parse(out)
  expect(tried).toMatchObject({ readAs: { state: 'finished' }, keptAs: expect.stringMatching(/^workflow-/) })
  const { keptAs } = tried as { keptAs: string }
  const again = await assayTry(directory, keptAs, '--account', 'practice', '--prompt', 'a fox', ...size)
  expect(again.code).toBe(0)
  expect(again.out).toMatch(/^POST http:\/\/127\.0\.0\.1:\d+\/draw\n/)
  expect(again.out).toContain('authorization: Bearer [token]')
  expect(again.out).toContain('Read as finished. One picture: in the reply itself.')
})

it('ends with 1 where nothing came of the call, and shows what was sent', async () => {
  const directory = await temporaryDirectory()
  const { code, out } = await assayTry(directory, TEMPLATE, '--url', 'http://127.0.0.1:9', '--prompt', 'a fox')
  expect(code).toBe(1)
  expect(out).toContain('POST http://127.0.0.1:9/draw')
  expect(out).toContain('No reply came.')
})

it.each([
  ['a file that is not there', 'nowhere.json', null, 1, "can't be read: there is no such file"],
  ['a file that is no JSON', 'broken.json', '{', 2, 'is not JSON'],
  ['a template with a part missing', 'half.json', '{"kind":"http"}', 2, 'submit'],
])('says what is wrong with %s', async (_, name, content, expected, message) => {
  const directory = await temporaryDirectory()
  const path = join(directory, name)
  if (content !== null) await writeFile(path, content)
  const { code, err } = await assayTry(directory, path, '--prompt', 'a fox')
  expect(code).toBe(expected)
  expect(err).toContain(message)
})
