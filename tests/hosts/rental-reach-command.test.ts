import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Output } from '#main/hosts/cli/output.ts'
import { runCommandLine } from '#main/hosts/cli/run-command-line.ts'
import { startRentalSimulators } from '#main/simulators/rentals/start-rental-simulators.ts'
import type { Rental } from '#shared/domain/rental.ts'
import { quickClock } from '#tests/support/quick-clock.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'
import { practiceDirectory } from '#tests/unit/simulators/quick-simulator.ts'
import { vaultForTest } from '#tests/unit/vault/vault-for-test.ts'

const PASSPHRASE = 'four unrelated old words'
const rentalClock = quickClock(100)

/** `assay rentals launch` at a provider whose only machine hangs in booting. */
async function openScene() {
  const simulators = await startRentalSimulators({
    seed: 1,
    providers: ['lambda'],
    profiles: { lambda: { endMs: 20, listedMs: 50, faults: { 'hang-in-booting': 1 } } },
    practiceDirectory,
  })
  onTestFinished(() => simulators.close())
  const [{ baseUrl, credentials }] = simulators.simulators as [(typeof simulators.simulators)[number]]
  const data = await temporaryDirectory()
  const { vault } = await vaultForTest({ path: join(data, 'vault.json') })
  await vault.setUp({ protection: 'passphrase', passphrase: PASSPHRASE })
  const { client } = await testWorkbench({ dataDirectory: data, environment: { ASSAY_VAULT_PASSPHRASE: PASSPHRASE } })
  await client.account.save({ providerId: 'lambda', label: 'gpus', baseUrl, fields: { ...credentials } })

  vi.stubEnv('ASSAY_VAULT_PASSPHRASE', PASSPHRASE)
  vi.stubEnv('SSH_AUTH_SOCK', undefined)
  onTestFinished(() => void vi.unstubAllEnvs())
  const launch = async (...words: string[]) => {
    const said = { out: '', err: '' }
    const output: Output = {
      out: (line) => (said.out += `${line}\n`),
      err: (line) => (said.err += `${line}\n`),
      isTerminal: false,
      columns: 80,
    }
    const offer = ['--offer', 'gpu_1x_a10@us-east-1', '--ssh-key', 'practice']
    const exitCode = await runCommandLine(['rentals', 'launch', 'gpus', ...offer, ...words, '--data', data], output, {
      rentalClock,
    })
    return { exitCode, ...said }
  }
  return { launch, machines: () => simulators.machines() }
}

test('a launch is paid for though nobody could reach its worker as the options say', async () => {
  const { launch, machines } = await openScene()
  const refused = async (...words: string[]) => {
    const { exitCode, err } = await launch(...words)
    return `${exitCode} ${err}`
  }
  expect(await refused('--key-file', 'mine')).toMatch(/^2 .*say --through-ssh, too/s)
  expect(await refused('--through-ssh', '--key-file', '/nowhere')).toMatch(/^2 .*\/nowhere can't be read \(ENOENT\)/s)
  expect(await refused('--through-ssh')).toMatch(/^2 .*No ssh-agent runs here/s)
  expect(await refused('--start-within', '2')).toMatch(/^2 .*--start-within/s)
  expect(machines()).toEqual([])
}, 30_000)

test('a command gives up on a machine that hangs in booting, and leaves it running', async () => {
  const { launch, machines } = await openScene()
  const { exitCode, out } = await launch('--start-within', '3', '--json')
  expect(exitCode).toBe(1)
  expect(JSON.parse(out) as Rental).toMatchObject({ state: 'ended', endReason: 'never-answered' })
  expect(machines()).toMatchObject([{ state: 'gone' }])
}, 30_000)
