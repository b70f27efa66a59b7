import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Output } from '#main/hosts/cli/output.ts'
import { runCommandLine } from '#main/hosts/cli/run-command-line.ts'
import { providers } from '#main/providers/registry.ts'
import { rentalProviders } from '#main/providers/rental-registry.ts'
import type { ProviderSummary } from '#shared/domain/provider.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

/** One command as a script would run it: what it printed, and its exit code. */
async function assay(...words: string[]): Promise<{ exitCode: number; out: string; err: string }> {
  const lines: Record<'out' | 'err', string[]> = { out: [], err: [] }
  const output: Output = {
    out: (text) => lines.out.push(text),
    err: (text) => lines.err.push(text),
    isTerminal: false,
    columns: 80,
  }
  const exitCode = await runCommandLine(words, output)
  return { exitCode, out: lines.out.join('\n'), err: lines.err.join('\n') }
}

const PLAN = 'name: T\nprompts: [a fox]\ncontenders: [{ id: a, provider: novita, model: flux-1-schnell }]\n'

async function planFile(directory: string, content: string): Promise<string> {
  const path = join(directory, 'plan.yaml')
  await writeFile(path, content)
  return path
}

describe('bad input gets one clear sentence, a non-zero exit code, and leaves nothing half written', () => {
  test.each([
    ['an unknown command', ['rnu', 'plan.yaml'], /unknown command 'rnu'/],
    ['an unknown option', ['demo', '--jsno'], /unknown option '--jsno'.*--json/s],
    ['a number that is none', ['serve', '--port', 'http'], /--port takes a whole number from 0 to 65535, not "http"/],
    ['no plan', ['run'], /Name the plan file/],
    ['a simulator that does not exist', ['simulate', '--provider', 'nobody'], /nobody/],
  ])('%s is bad usage', async (_case, words, message) => {
    const { exitCode, err } = await assay(...words)
    expect(exitCode).toBe(2)
    expect(err).toMatch(message)
    expect(err).not.toMatch(/\n\s+at /)
  })

  test('a plan that does not fit names the path in the file and what was expected', async () => {
    const data = await temporaryDirectory()
    const path = await planFile(data, PLAN.replace('model: flux-1-schnell', 'model: 4'))
    const { exitCode, err } = await assay('run', path, '--data', join(data, 'assay'))
    expect(exitCode).toBe(2)
    expect(err).toMatch(/contenders\[0\]\.model: expected string, received number/)
    expect(await readdir(data)).toEqual(['plan.yaml'])
  })

  test('an unknown provider is answered with those there are', async () => {
    const data = await temporaryDirectory()
    const path = await planFile(data, PLAN.replace('provider: novita', 'provider: novta'))
    const { exitCode, err } = await assay('run', path, '--data', data)
    expect(exitCode).toBe(2)
    expect(err).toMatch(/no provider "novta"\. Did you mean "novita"\?/)
  })

  test('a missing key is named by the variable to set, and no trial is begun', async () => {
    const data = await temporaryDirectory()
    const path = await planFile(data, PLAN)
    const { exitCode, err } = await assay('run', path, '--data', data)
    expect(exitCode).toBe(2)
    expect(err).toMatch(/Set ASSAY_NOVITA_API_KEY/)
    expect(JSON.parse((await assay('trials', '--data', data, '--json')).out)).toEqual([])
  })

  test('with --json the error is a JSON object on standard output, too', async () => {
    const { out, exitCode } = await assay('run', '/nowhere/plan.yaml', '--json')
    expect(exitCode).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'FILE_UNREADABLE' } })
  })

  test('a port in use is named', async () => {
    const taken = createServer()
    taken.listen(0, '127.0.0.1')
    await once(taken, 'listening')
    onTestFinished(() => void taken.close())
    const { port } = taken.address() as AddressInfo
    const { exitCode, err } = await assay('serve', '--data', await temporaryDirectory(), '--port', String(port))
    expect(exitCode).toBe(1)
    expect(err).toMatch(new RegExp(`\\b${port}\\b`))
    expect(err).toMatch(/--port/)
  })

  test('a data folder that can’t be written is named', async () => {
    const file = join(await temporaryDirectory(), 'a-file')
    await writeFile(file, '')
    const { exitCode, err } = await assay('prompts', 'list', '--data', join(file, 'data'))
    expect(exitCode).toBe(1)
    expect(err).toContain(file)
    expect(err).not.toMatch(/\n\s+at /)
  })

  test.each([['trials'], ['report', 'latest'], ['gate', 'latest', '--max-p50', '1s'], ['votes', 'show', 'latest']])(
    'a mistyped data folder is made, and then holds no trial: %s',
    async (...words) => {
      const mistyped = join(await temporaryDirectory(), 'dta')
      const { exitCode, err } = await assay(...words, '--data', mistyped)
      expect(exitCode).toBe(1)
      expect(err).toContain(`There is no data folder ${mistyped}`)
      expect(existsSync(mistyped)).toBe(false)
    },
  )

  test('a database from a newer version is left alone', async () => {
    const data = await temporaryDirectory()
    await assay('trials', '--data', data)
    const database = new Database(join(data, 'assay.sqlite'))
    database.pragma('user_version = 999')
    database.close()
    const before = await readFile(join(data, 'assay.sqlite'))
    const { exitCode, err } = await assay('trials', '--data', data)
    expect(exitCode).toBe(1)
    expect(err).toMatch(/999/)
    expect(await readFile(join(data, 'assay.sqlite'))).toEqual(before)
  })

  test('a corrupt database is left alone', async () => {
    const data = await temporaryDirectory()
    await mkdir(data, { recursive: true })
    await writeFile(join(data, 'assay.sqlite'), 'this is not a database, and was never one\n'.repeat(200))
    const before = await readFile(join(data, 'assay.sqlite'))
    const { exitCode, err } = await assay('demo', '--data', data)
    expect(exitCode).toBe(1)
    expect(err).toContain(join(data, 'assay.sqlite'))
    expect(await readFile(join(data, 'assay.sqlite'))).toEqual(before)
  })

  test('a trial that is not there is not found, with no report begun', async () => {
    const data = await temporaryDirectory()
    const { exitCode, err } = await assay('report', 'trial-nobody', '--data', data, '--out', join(data, 'out'))
    expect(exitCode).toBe(1)
    expect(err).toMatch(/no trial "trial-nobody"/)
    expect(await readdir(data)).not.toContain('out')
  })

  test('the latest of no trials is not taken for the name of one', async () => {
    const { exitCode, err } = await assay('checks', 'latest', '--data', await temporaryDirectory())
    expect(exitCode).toBe(1)
    expect(err).toMatch(/no trial in this data folder yet.*assay demo/)
  })
})

describe('a stranger who reads only --help', () => {
  test('finds every command and the exit codes', async () => {
    const { exitCode, out } = await assay('--help')
    expect(exitCode).toBe(0)
    for (const command of [
      'demo',
      'run',
      'report',
      'gate',
      'compare',
      'trials',
      'providers',
      'prices',
      'simulate',
      'serve',
      'open',
      'accounts',
      'vault',
      'pictures',
    ]) {
      expect(out).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'))
      expect((await assay(command, '--help')).exitCode).toBe(0)
    }
    expect(out).toMatch(/0 done, 1 failed, 2 bad usage/)
  })

  test('gets a plan file’s JSON Schema that accepts the example of the help and refuses a misspelt key', async () => {
    const { out } = await assay('run', '--schema')
    const schema = JSON.parse(out) as { properties: Record<string, unknown>; additionalProperties: boolean }
    expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(['name', 'prompts', 'contenders', 'repeats']))
    expect(schema.additionalProperties).toBe(false)
  })

  test('sees what a plan comes to without sending anything', async () => {
    const data = await temporaryDirectory()
    const path = await planFile(data, PLAN.replace('model: flux-1-schnell', 'model: flux-1-schnell, account: practice'))
    const { exitCode, out } = await assay('run', path, '--check', '--json', '--data', data)
    expect(exitCode).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ samples: 1, cost: { lowMicros: 3000, highMicros: 3000 }, problems: [] })
    expect(JSON.parse((await assay('trials', '--data', data, '--json')).out)).toEqual([])
  })

  test('finds each provider’s models, prices and variables', async () => {
    const data = await temporaryDirectory()
    const listed = JSON.parse((await assay('providers', '--json', '--data', data)).out) as ProviderSummary[]
    expect(listed.map(({ id }) => id)).toEqual(
      [...providers, ...rentalProviders].map(({ descriptor }) => descriptor.id),
    )
    for (const provider of listed) {
      expect(provider).toMatchObject({ simulator: true, tasks: expect.any(Array), parameters: expect.any(Array) })
      expect(provider.kind === 'rental' || provider.models.length > 0).toBe(true)
    }
    const { out: table } = await assay('providers', '--data', data)
    for (const { id } of listed) expect(table).toMatch(new RegExp(`^${id} +\\S`, 'm'))
    expect((await assay('providers', 'segmind', '--data', data)).out).toMatch(/ASSAY_SEGMIND_API_KEY/)
    expect(await assay('providers', 'nobody', '--data', data)).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('Known: novita'),
    })
  })
})
