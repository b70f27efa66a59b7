import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { PASSPHRASE_VARIABLE } from '#main/hosts/create-host-ports.ts'
import { startRentalSimulators } from '#main/simulators/rentals/start-rental-simulators.ts'
import { openStore } from '#main/store/open-store.ts'
import { childEnvironment } from '#tests/support/child-environment.ts'
import { folderWithVault } from '#tests/support/folder-with-vault.ts'
import { quickClock } from '#tests/support/quick-clock.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'
import { practiceDirectory } from '#tests/unit/simulators/quick-simulator.ts'

const PASSPHRASE = 'a passphrase for practice'
const assay = [join(import.meta.dirname, '../../src/main/cli.ts')]
const environment = childEnvironment({ [PASSPHRASE_VARIABLE]: PASSPHRASE })
/** A machine that is gone is believed to be when it is a minute old: for those who come after, that passes in a second. */
const FACTOR = 60
const beganMs = Date.now()
const quickAssay = [join(import.meta.dirname, '../support/quick-assay.ts'), String(FACTOR), String(beganMs)]
const WAIT = { timeout: 60_000, interval: 10 }

/** Starts a program as a process of its own. */
function start(words: readonly string[]) {
  const child = spawn(process.execPath, words, {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  return child
}

/** Runs a program to its end. */
async function run(words: readonly string[]): Promise<{ code: number | null; out: string }> {
  const child = start(words)
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')))
  child.stderr.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out }
}

test('a process that is killed in mid-launch leaves a machine that the next one finds by its tag, and ends', async () => {
  const data = await folderWithVault(PASSPHRASE)
  const simulators = await startRentalSimulators({
    seed: 1,
    providers: ['runpod-pods'],
    // The answer to the launch is lost as well: nothing but the tag tells which machine it was.
    profiles: {
      'runpod-pods': { bootMs: 50, workerMs: 10, endMs: 50, faults: { 'answer-lost': 1, 'hang-in-booting': 1 } },
    },
    practiceDirectory,
  })
  onTestFinished(() => simulators.close())
  const [{ baseUrl, credentials }] = simulators.simulators as [(typeof simulators.simulators)[number]]

  const { client } = await testWorkbench({
    dataDirectory: data,
    environment: { [PASSPHRASE_VARIABLE]: PASSPHRASE },
    rentalClock: quickClock(FACTOR, beganMs),
  })
  await client.account.save({ providerId: 'runpod-pods', label: 'pods', baseUrl, fields: { ...credentials } })

  const offer = 'NVIDIA L40S@SECURE'
  const image = 'practice/comfyui:1'
  const launching = start([...assay, 'rentals', 'launch', 'pods', '--offer', offer, '--image', image, '--data', data])
  const exited = once(launching, 'exit')
  await vi.waitFor(() => expect(simulators.machines()).toHaveLength(1), WAIT)
  launching.kill('SIGKILL')
  await exited

  const store = openStore({ directory: data, clock: { now: () => new Date() } })
  const [left] = store.rentals.open()
  store.close()
  expect(left).toMatchObject({ state: 'launching', machineId: null })
  expect(simulators.machines()).toMatchObject([{ tag: left?.tag, goneMs: null }])

  const ended = await run([...quickAssay, 'rentals', 'end', '--all', '--json', '--data', data])
  expect(ended, ended.out).toMatchObject({ code: 0 })
  expect(simulators.machines()).toMatchObject([{ state: 'gone' }])
  expect(await client.rental.list()).toMatchObject([{ id: left?.id, state: 'ended', endReason: 'asked' }])
  expect(await client.rental.orphans({ again: true })).toMatchObject({ orphans: [], unseen: [] })
})
