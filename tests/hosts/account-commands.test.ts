import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, test, vi } from 'vitest'
import { terminal } from '#main/hosts/cli/command-context.ts'
import type { Output } from '#main/hosts/cli/output.ts'
import { runCommandLine } from '#main/hosts/cli/run-command-line.ts'
import type { Account } from '#shared/domain/account.ts'
import { childEnvironment } from '#tests/support/child-environment.ts'
import { folderWithVault } from '#tests/support/folder-with-vault.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { startQuick } from '#tests/unit/simulators/quick-simulator.ts'

const PASSPHRASE = 'four unrelated old words'

/** One command as a script would run it: no terminal, secrets on its standard input, a passphrase in its environment. */
async function assay(
  words: string[],
  options: { data: string; input?: string; environment?: Record<string, string> },
): Promise<{ exitCode: number; out: string; err: string }> {
  const { data, input = '', environment = { ASSAY_VAULT_PASSPHRASE: PASSPHRASE } } = options
  for (const name of ['ASSAY_VAULT_PASSPHRASE', 'ASSAY_VAULT_NEW_PASSPHRASE']) vi.stubEnv(name, environment[name])
  const lines: Record<'out' | 'err', string[]> = { out: [], err: [] }
  const output: Output = {
    out: (line) => lines.out.push(`${line}\n`),
    err: (line) => lines.err.push(`${line}\n`),
    isTerminal: false,
    columns: 80,
  }
  const standardInput = terminal.input
  terminal.input = Readable.from([input])
  try {
    const exitCode = await runCommandLine([...words, '--data', data], output)
    return { exitCode, out: lines.out.join(''), err: lines.err.join('') }
  } finally {
    terminal.input = standardInput
    vi.unstubAllEnvs()
  }
}

test('a command in a process of its own does not read the key from its standard input', async () => {
  const data = await temporaryDirectory()
  await assay(['vault', 'set-up'], { data })
  const door = resolve(import.meta.dirname, '../../src/main/cli.ts')
  const child = spawn(process.execPath, [door, 'accounts', 'add', 'novita', '--stdin', '--json', '--data', data], {
    env: childEnvironment({ HOME: data, ASSAY_VAULT_PASSPHRASE: PASSPHRASE }),
  })
  child.stdin.end('apiKey=sk_canary\n')
  const [[exitCode], out, err] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)])
  expect({ exitCode: exitCode as number, err }).toEqual({ exitCode: 0, err: '' })
  expect(JSON.parse(out)).toMatchObject({ fieldsSet: ['apiKey'] })
  expect(out).not.toContain('sk_canary')
})

test('an account that is added by a script is not found by the next command, or its key is shown', async () => {
  const data = await folderWithVault(PASSPHRASE)
  await using simulator = await startQuick('novita')
  const added = await assay(
    ['accounts', 'add', 'novita', '--label', 'team', '--base-url', simulator.baseUrl, '--stdin', '--json'],
    { data, input: 'apiKey=sk_practice-novita\n' },
  )
  expect(added).toMatchObject({ exitCode: 0, err: '' })
  const account = JSON.parse(added.out) as Account
  expect(account).toMatchObject({ label: 'team', fieldsSet: ['apiKey'] })

  const checked = await assay(['accounts', 'check', 'team'], { data })
  expect(checked).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^valid: .*\n.*\nbalance \$50\.00\n$/) })
  const models = await assay(['accounts', 'models', 'team'], { data })
  expect(models.out.trim().split('\n').length).toBeGreaterThan(0)

  const changed = await assay(['accounts', 'set', 'team', '--stdin'], { data, input: 'apiKey=sk_wrong\n' })
  expect(changed.exitCode).toBe(0)
  expect(await assay(['accounts', 'check', account.id.slice(0, 14)], { data })).toMatchObject({
    exitCode: 1,
    out: expect.stringMatching(/^refused: /),
  })

  const plan = join(data, 'plan.yaml')
  await writeFile(
    plan,
    `name: T\nprompts: [a fox]\ncalibrate: false\nretry: { maximumAttempts: 1 }\ncontenders: [{ id: a, provider: novita, model: flux-1-schnell, account: ${account.id} }]\n`,
  )
  const run = await assay(['run', plan, '--json'], { data })
  expect(JSON.parse(run.out)).toMatchObject({ samples: 1, succeeded: 0 })
  const removed = await assay(['accounts', 'remove', 'team'], { data })
  expect(removed.exitCode).toBe(0)
  expect(JSON.parse((await assay(['trials', '--json'], { data })).out)).toHaveLength(1)
  for (const { out, err } of [added, checked, changed, run]) expect(out + err).not.toMatch(/sk_practice|sk_wrong/)
})

describe('where nobody can be asked', () => {
  test('a locked vault hangs, or is read as empty', async () => {
    const data = await folderWithVault(PASSPHRASE)
    await assay(['accounts', 'add', 'segmind', '--stdin'], { data, input: 'apiKey=sk_canary\n' })
    const plan = join(data, 'plan.yaml')
    const [account] = JSON.parse(
      (await assay(['accounts', 'list', '--json'], { data, environment: {} })).out,
    ) as Account[]
    await writeFile(
      plan,
      `name: T\nprompts: [a fox]\ncontenders: [{ id: a, provider: segmind, model: sdxl1.0-txt2img, account: ${account?.id} }]\n`,
    )
    const run = await assay(['run', plan], { data, environment: {} })
    expect(run).toMatchObject({ exitCode: 1, err: expect.stringMatching(/vault is locked.*ASSAY_VAULT_PASSPHRASE/s) })
    const wrong = await assay(['run', plan], { data, environment: { ASSAY_VAULT_PASSPHRASE: 'not the passphrase' } })
    expect(wrong).toMatchObject({ exitCode: 1, err: expect.stringMatching(/not the passphrase of this vault/) })
    expect(JSON.parse((await assay(['trials', '--json'], { data })).out)).toEqual([])
  })

  test('a changed passphrase loses the keys, or the old one still opens them', async () => {
    const data = await folderWithVault(PASSPHRASE)
    await assay(['accounts', 'add', 'segmind', '--stdin'], { data, input: 'apiKey=sk_canary\n' })
    const environment = { ASSAY_VAULT_PASSPHRASE: PASSPHRASE, ASSAY_VAULT_NEW_PASSPHRASE: 'quite another passphrase' }
    expect((await assay(['vault', 'change-passphrase'], { data, environment })).exitCode).toBe(0)
    const set = ['accounts', 'set', 'Segmind', '--stdin']
    expect((await assay(set, { data, input: 'apiKey=sk_next\n' })).exitCode).toBe(1)
    const renewed = { ASSAY_VAULT_PASSPHRASE: environment.ASSAY_VAULT_NEW_PASSPHRASE }
    expect((await assay(set, { data, input: 'apiKey=sk_next\n', environment: renewed })).exitCode).toBe(0)
    expect(await readFile(join(data, 'vault.json'), 'utf8')).not.toMatch(/sk_/)
  })

  test('a vault is set up without a passphrase, or over another one', async () => {
    const data = await temporaryDirectory()
    const refused = await assay(['vault', 'set-up'], { data, environment: {} })
    expect(refused).toMatchObject({ exitCode: 2, err: expect.stringMatching(/Set ASSAY_VAULT_PASSPHRASE/) })
    const short = await assay(['vault', 'set-up'], { data, environment: { ASSAY_VAULT_PASSPHRASE: 'short' } })
    expect(short).toMatchObject({ exitCode: 2, err: expect.stringMatching(/at least 10 characters/) })
    expect((await assay(['vault', 'set-up'], { data })).exitCode).toBe(0)
    expect(await assay(['vault', 'set-up'], { data })).toMatchObject({
      exitCode: 2,
      err: expect.stringMatching(/There is a vault already/),
    })
  })
})

test('a key among the arguments is taken, or repeated', async () => {
  const data = await temporaryDirectory()
  const { exitCode, err, out } = await assay(['accounts', 'add', 'novita', '--field', 'apiKey=sk_canary'], { data })
  expect(exitCode).toBe(2)
  expect(err).toMatch(/--field takes no secret/)
  expect(err + out).not.toContain('sk_canary')
  const help = await assay(['accounts', '--help'], { data })
  expect(help.out).toMatch(/never arguments/)
})

test('a picture that a plan is to change can’t be added, or its hash is not told', async () => {
  const data = await temporaryDirectory()
  const picture = resolve(import.meta.dirname, '../../resources/practice/vase-0.webp')
  const { out, exitCode } = await assay(['pictures', 'add', picture, '--json'], { data })
  expect(exitCode).toBe(0)
  expect(JSON.parse(out)).toEqual([
    expect.objectContaining({ format: 'webp', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }),
  ])
  const missing = await assay(['pictures', 'add', '/nowhere/cat.png'], { data })
  expect(missing).toMatchObject({ exitCode: 1, err: expect.stringMatching(/there is no such file/) })
})
