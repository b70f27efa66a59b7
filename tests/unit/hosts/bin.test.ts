import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { beforeEach, expect, test } from 'vitest'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

const launcher = resolve(import.meta.dirname, '../../../src/main/bin.mjs')
const ofTheProcess = resolve(import.meta.dirname, '../../../src/main/process-memory.json')
const platform = process.platform === 'win32' ? 'win' : process.platform
const program = process.platform === 'win32' ? 'node.exe' : 'node'

/** Makes a Node believe that it is 20.19: the launcher must then find another one. */
const pretendOld =
  'data:text/javascript,' +
  encodeURIComponent(`Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.0' } })`)

/** Says who it is and what it was given, then ends as it was told. */
const door = (name: string) => `
  const told = JSON.stringify({ door: '${name}', words: process.argv.slice(2), version: process.versions.node })
  const flags = process.execArgv.join(' ')
  const heaps = process.env.MALLOC_ARENA_MAX
  if (process.argv[2] === 'wait') {
    process.on('SIGTERM', () => process.exit(5))
    setInterval(() => {}, 1000)
  }
  console.log(process.argv[2] === 'memory' ? JSON.stringify({ flags, heaps }) : told)
  if (process.argv[2] === 'die') process.kill(process.pid, 'SIGKILL')
  process.exitCode = 7
`

let directory: string
beforeEach(async () => {
  directory = await temporaryDirectory()
})

function put(path: string, content: string): void {
  const file = join(directory, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

/** An installation in a folder of the test, with the real launcher. */
function install(at: string, files: { source?: boolean; built?: boolean; pinnedNode?: boolean }): string {
  put(join(at, 'package.json'), '{"type":"module"}')
  cpSync(launcher, join(directory, at, 'src/main/bin.mjs'))
  cpSync(ofTheProcess, join(directory, at, 'src/main/process-memory.json'))
  if (files.source === true) put(join(at, 'src/main/cli.ts'), `const typed: string = ''; typed;${door('source')}`)
  if (files.built === true) put(join(at, 'out/main/cli.js'), door('built'))
  if (files.pinnedNode === true) {
    const bin = join(directory, at, 'node_modules', `node-${platform}-${process.arch}`, 'bin')
    mkdirSync(bin, { recursive: true })
    symlinkSync(process.execPath, join(bin, program))
  }
  return join(directory, at, 'src/main/bin.mjs')
}

function start(bin: string, words: string[], old: boolean) {
  return spawn(process.execPath, [...(old ? ['--import', pretendOld] : []), bin, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function run(bin: string, words: string[], old = false) {
  const child = start(bin, words, old)
  const [out, error, [code, signal]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { out, error, code, signal, said: out.startsWith('{') ? JSON.parse(out) : null }
}

test('words or exit code get lost on the way', async () => {
  const bin = install('clone', { source: true })
  const { said, code } = await run(bin, ['run', 'my plan.yaml', '--json'])
  expect(said).toEqual({
    door: 'source',
    words: ['run', 'my plan.yaml', '--json'],
    version: process.versions.node,
  })
  expect(code).toBe(7)
})

test('an old Node is left to fail although the pinned one is there', async () => {
  const bin = install('clone', { source: true, pinnedNode: true })
  const { said, code } = await run(bin, ['demo'], true)
  expect(said).toEqual({ door: 'source', words: ['demo'], version: process.versions.node })
  expect(code).toBe(7)
})

test('an old Node without the pinned one ends in a stack', async () => {
  const { error, code } = await run(install('clone', { source: true }), ['demo'], true)
  expect(error).toBe(
    'Assay needs Node 24 or newer; this is 20.19.0. Install it from https://nodejs.org, then try again.\n',
  )
  expect(code).toBe(1)
})

test('an installed package runs its TypeScript, which Node refuses under node_modules', async () => {
  const bin = install('node_modules/assay', { source: true, built: true })
  expect((await run(bin, [])).said).toMatchObject({ door: 'built' })
})

test('a clone runs what was built yesterday', async () => {
  const bin = install('clone', { source: true, built: true })
  expect((await run(bin, [])).said).toMatchObject({ door: 'source' })
})

test('being told to stop kills the launcher and leaves Assay running', async () => {
  const bin = install('clone', { source: true, pinnedNode: true })
  const child = start(bin, ['wait'], true)
  const ended = once(child, 'exit')
  const [first] = await once(child.stdout, 'data')
  expect(String(first)).toContain('"wait"')
  child.kill('SIGTERM')
  expect(await ended).toEqual([5, null])
})

test('a killed Assay looks like a success', async () => {
  const bin = install('clone', { source: true, pinnedNode: true })
  expect(await run(bin, ['die'], true)).toMatchObject({ code: null, signal: 'SIGKILL' })
})

test.for([{ old: true }, { old: false }])('a process takes all the memory it can get, old: $old', async ({ old }) => {
  const bin = install('clone', { source: true, pinnedNode: true })
  const { said } = await run(bin, ['memory'], old)
  expect(said).toEqual({ flags: '--max-semi-space-size=2', heaps: '1' })
})
