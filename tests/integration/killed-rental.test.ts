import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { PASSPHRASE_VARIABLE } from '#main/hosts/create-host-ports.ts'
import { findInstallation } from '#main/hosts/installation.ts'
import { startRentalSimulators } from '#main/simulators/rentals/start-rental-simulators.ts'
import { openStore } from '#main/store/open-store.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { practiceDirectory } from '#tests/unit/simulators/quick-simulator.ts'

const root = findInstallation().root
const environment = { PATH: process.env['PATH'], [PASSPHRASE_VARIABLE]: 'a passphrase for practice' }
const WAIT = { timeout: 60_000, interval: 10 }

/** Starts `assay …` as a process of its own. */
function start(words: readonly string[]) {
  const child = spawn(process.execPath, [join(root, 'src', 'main', 'cli.ts'), ...words], {
    env: environment,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  return child
}

/** Runs `assay …` to its end. */
async function run(words: readonly string[], input = ''): Promise<{ code: number | null; out: string }> {
  const child = start(words)
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')))
  child.stderr.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')))
  child.stdin.end(input)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out }
}

// A machine that is gone is believed to be when it is a minute old: the test takes longer than that.
test('a process that is killed in mid-launch leaves a machine that the next one finds by its tag, and ends', async () => {
  const data = await temporaryDirectory()
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

  const setUp = await run(['vault', 'set-up', '--data', data])
  expect(setUp, setUp.out).toMatchObject({ code: 0 })
  const added = await run(
    ['accounts', 'add', 'runpod-pods', '--label', 'pods', '--base-url', baseUrl, '--stdin', '--data', data],
    `apiKey=${credentials['apiKey']}\n`,
  )
  expect(added, added.out).toMatchObject({ code: 0 })

  const offer = 'NVIDIA L40S@SECURE'
  const image = 'practice/comfyui:1'
  const launching = start(['rentals', 'launch', 'pods', '--offer', offer, '--image', image, '--data', data])
  const exited = once(launching, 'exit')
  await vi.waitFor(() => expect(simulators.machines()).toHaveLength(1), WAIT)
  launching.kill('SIGKILL')
  await exited

  const store = openStore({ directory: data, clock: { now: () => new Date() } })
  const [left] = store.rentals.open()
  store.close()
  expect(left).toMatchObject({ state: 'launching', machineId: null })
  expect(simulators.machines()).toMatchObject([{ tag: left?.tag, goneMs: null }])

  const ended = await run(['rentals', 'end', '--all', '--json', '--data', data])
  expect(ended, ended.out).toMatchObject({ code: 0 })
  expect(simulators.machines()).toMatchObject([{ state: 'gone' }])
  const listed = await run(['rentals', 'list', '--data', data])
  expect(listed.code).toBe(0)
  expect(listed.out).toContain('ended, confirmed')
  const orphans = await run(['rentals', 'orphans', '--data', data])
  expect(orphans, orphans.out).toMatchObject({ code: 0 })
}, 240_000)
