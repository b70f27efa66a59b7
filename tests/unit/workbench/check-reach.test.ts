import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkReach } from '#main/workbench/check-reach.ts'
import { AssayError, type Problem } from '#shared/errors.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

const NO_AGENT = { sshAgentSocket: null }

async function problemsOf(
  keyFile: string | null,
  { sshKey = 'mine', sshAgentSocket = null }: { sshKey?: string | null; sshAgentSocket?: string | null } = {},
): Promise<readonly Problem[]> {
  try {
    await checkReach({ reach: { by: 'ssh', keyFile }, sshKey }, { sshAgentSocket })
  } catch (error) {
    if (error instanceof AssayError && error.code === 'BAD_USAGE') return error.problems
    throw error
  }
  return []
}

test('a machine is paid for that nobody can log in to', async () => {
  const directory = await temporaryDirectory()
  const key = (name: string, passphrase: string): string => {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-f', join(directory, name)])
    return join(directory, name)
  }
  const plain = key('plain', '')
  const locked = key('locked', 'a passphrase')
  const nonsense = join(directory, 'nonsense')
  writeFileSync(nonsense, 'no key')

  expect(await problemsOf(plain)).toEqual([])
  expect(await problemsOf(locked)).toEqual([
    { path: 'reach.keyFile', message: expect.stringContaining(`run "ssh-add ${locked}", and choose the agent`) },
  ])
  expect(await problemsOf(nonsense)).toMatchObject([{ message: expect.stringContaining('holds no private key') }])
  expect(await problemsOf(join(directory, 'none'))).toMatchObject([{ message: expect.stringContaining('ENOENT') }])
  expect(await problemsOf(null)).toMatchObject([{ message: expect.stringContaining('No ssh-agent runs here') }])
  expect(await problemsOf(null, { sshAgentSocket: '/run/agent' })).toEqual([])
  expect(await problemsOf(plain, { sshKey: null })).toMatchObject([{ path: 'sshKey' }])
})

test('a machine that is reached at its own address needs a key', async () => {
  await expect(checkReach({ reach: { by: 'address' }, sshKey: null }, NO_AGENT)).resolves.toBeUndefined()
})
