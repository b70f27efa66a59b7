import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Output } from '#main/hosts/cli/output.ts'
import { runCommandLine } from '#main/hosts/cli/run-command-line.ts'
import type { RentalFault } from '#main/simulators/rentals/rental-profile.ts'
import { startRentalSimulators } from '#main/simulators/rentals/start-rental-simulators.ts'
import type { OrphanSearch, RentalOffers } from '#shared/contract/rental.ts'
import type { Rental } from '#shared/domain/rental.ts'
import { childEnvironment } from '#tests/support/child-environment.ts'
import { folderWithVault } from '#tests/support/folder-with-vault.ts'
import { quickClock } from '#tests/support/quick-clock.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'
import { practiceDirectory } from '#tests/unit/simulators/quick-simulator.ts'

const PASSPHRASE = 'four unrelated old words'
const environment = { ASSAY_VAULT_PASSPHRASE: PASSPHRASE }
/** A minute of rent passes in little more than a second, for every command alike. */
const FACTOR = 50
const beganMs = Date.now()
const rentalClock = quickClock(FACTOR, beganMs)
const OFFER = ['--offer', 'gpu_1x_a10@us-east-1', '--ssh-key', 'practice', '--port', '18191']
const SOFTWARE = ['--start-script', 'python main.py --listen --port 18191']

interface Said {
  exitCode: number | null
  out: string
  err: string
}

/** An account of a provider of machines, and commands that use it. */
async function openScene(faults: Partial<Record<RentalFault, number>> = {}) {
  const simulators = await startRentalSimulators({
    seed: 1,
    providers: ['lambda'],
    profiles: { lambda: { bootMs: 20, workerMs: 5, endMs: 20, listedMs: 50, faults } },
    practiceDirectory,
  })
  onTestFinished(() => simulators.close())
  const [{ baseUrl, credentials }] = simulators.simulators as [(typeof simulators.simulators)[number]]
  const openFolder = async (): Promise<string> => {
    const data = await folderWithVault(PASSPHRASE)
    const { client } = await testWorkbench({ dataDirectory: data, environment })
    await client.account.save({ providerId: 'lambda', label: 'gpus', baseUrl, fields: { ...credentials } })
    return data
  }
  const data = await openFolder()
  return {
    data,
    openFolder,
    machines: () => simulators.machines(),
    assay: (...words: string[]) => assay(...words, '--data', data),
    launch: (...words: string[]) => assay('rentals', 'launch', 'gpus', ...OFFER, ...SOFTWARE, ...words, '--data', data),
  }
}

/** One command as a script would run it. */
async function assay(...words: string[]): Promise<Said> {
  vi.stubEnv('ASSAY_VAULT_PASSPHRASE', PASSPHRASE)
  const lines: Record<'out' | 'err', string[]> = { out: [], err: [] }
  const output: Output = {
    out: (line) => lines.out.push(line),
    err: (line) => lines.err.push(line),
    isTerminal: false,
    columns: 80,
  }
  try {
    const exitCode = await runCommandLine(words, output, { rentalClock })
    return { exitCode, out: lines.out.join('\n'), err: lines.err.join('\n') }
  } finally {
    vi.unstubAllEnvs()
  }
}

/** One command in a process of its own that is told to stop when it has said so much. */
async function stopped(words: readonly string[], stop: { at: RegExp }): Promise<Said> {
  const program = join(import.meta.dirname, '../support/quick-assay.ts')
  const child = spawn(process.execPath, [program, String(FACTOR), String(beganMs), ...words], {
    env: childEnvironment(environment),
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  const hear = (chunk: Buffer): void => {
    const before = said
    said += chunk.toString('utf8')
    if (!stop.at.test(before) && stop.at.test(said)) child.kill('SIGINT')
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const [[exitCode], out, err] = await Promise.all([
    once(child, 'close') as Promise<[number | null]>,
    text(child.stdout),
    text(child.stderr),
  ])
  return { exitCode, out, err }
}

test('a script can not follow a machine from its offer to its end: by text, by JSON, or by exit codes', async () => {
  const { assay, launch, machines } = await openScene()
  const offers = await assay('rentals', 'offers', 'gpus')
  expect(offers).toMatchObject({ exitCode: 0, err: '' })
  expect(offers.out).toMatch(/^gpu_1x_a10@us-east-1 +.*A10.* \$1\.2900 .* yes/m)
  expect(offers.out).toMatch(/sold out/)
  expect(offers.out).toMatch(/^The meter: /m)
  expect(offers.out).toMatch(/--ssh-key, one of practice\./)
  const listed = JSON.parse((await assay('rentals', 'offers', 'gpus', '--json')).out) as RentalOffers
  expect(listed.offers).toContainEqual(expect.objectContaining({ id: 'gpu_1x_a10@us-east-1', hourlyMicros: 1_290_000 }))
  const cheap = await assay('rentals', 'offers', 'gpus', '--gpu', 'A 10', '--region', 'us-west')
  expect(cheap.out.match(/^gpu_\S+/gm)).toEqual(['gpu_1x_a10@us-west-1'])
  expect((await assay('rentals', 'offers', 'gpus', '--gpu', 'b200')).out).toMatch(
    /^Nothing that fits is offered now\.$/m,
  )
  expect(await assay('rentals', 'list')).toEqual({ exitCode: 0, out: 'Nothing was rented from here yet.', err: '' })

  const launched = await launch('--json')
  const rental = JSON.parse(launched.out) as Rental
  expect(launched).toMatchObject({ exitCode: 0, err: expect.stringMatching(/is written down and asked for\. Ctrl C/) })
  expect(launched.err).toMatch(/A machine is still rented.*"assay rentals end --all" ends all/)
  expect(rental).toMatchObject({ state: 'ready', request: { machine: 'gpu_1x_a10', leaseMinutes: 120 } })
  const list = await assay('rentals', 'list')
  expect(list).toMatchObject({ exitCode: 0, err: '' })
  expect(list.out).toMatch(
    new RegExp(
      `^${rental.id} · lambda · gpu_1x_a10 · machine ${rental.machineId} · ready · \\$0\\.\\d{4} · http://.* · lease`,
    ),
  )

  const extended = await assay('rentals', 'extend', rental.id, '600', '--json')
  const later = JSON.parse(extended.out) as Rental
  expect(extended).toMatchObject({ exitCode: 0, err: '' })
  expect(Date.parse(later.expiresAt)).toBeGreaterThan(Date.parse(rental.expiresAt))
  expect((await assay('rentals', 'extend', rental.id, '600')).out).toMatch(/lease ends in \d+ h/)

  const ended = await assay('rentals', 'end', rental.id)
  expect(ended).toMatchObject({
    exitCode: 0,
    err: expect.stringMatching(/^Waiting until the end of rental-\S+ is conf/),
  })
  expect(ended.out).toMatch(/· ended, confirmed · \$\d+\.\d{4}$/)
  expect(machines()).toMatchObject([{ state: 'gone' }])
  const [last] = JSON.parse((await assay('rentals', 'list', '--json')).out) as Rental[]
  expect(last).toMatchObject({ id: rental.id, state: 'ended', endReason: 'asked', charge: { basis: 'metered' } })
  expect(await assay('rentals', 'end', '--all', '--json')).toEqual({ exitCode: 0, out: '[]', err: '' })
  expect((await assay('rentals', 'end', '--all')).out).toBe('Nothing is rented.')
  const again = await assay('rentals', 'end', rental.id)
  expect(again).toMatchObject({ exitCode: 1, err: `The rental ${rental.id} has ended already.` })
  expect(await assay('rentals', 'extend', rental.id, '60')).toMatchObject({ exitCode: 1, out: '' })
})

test('bad usage rents a machine, ends one, or is answered with a riddle', async () => {
  const { assay, launch, machines } = await openScene()
  const bad = async (...words: string[]): Promise<string> => {
    const { exitCode, err } = await assay('rentals', ...words)
    expect(exitCode, err).toBe(2)
    expect(err).not.toMatch(/\n\s+at /)
    return err
  }
  expect(await bad('launch', 'gpus')).toMatch(/--offer/)
  expect(await bad('launch', 'gpus', '--offer', 'gpu_9x')).toMatch(
    /no offer "gpu_9x" now\. See "assay rentals offers gpus"/,
  )
  expect(await bad('launch', 'gpus', '--offer', 'gpu_1x_a10@us-east-1')).toMatch(/SSH key/)
  expect(await bad('launch', 'gpus', ...OFFER, '--budget', 'two')).toMatch(/--budget takes dollars, such as 2\.50/)
  expect(await bad('launch', 'gpus', ...OFFER, '--lease', '1')).toMatch(/--lease takes a whole number from 5 to 43200/)
  expect(await bad('launch', 'gpus', ...OFFER, '--worker', 'novita')).toMatch(/no worker.*comfyui/)
  expect(await bad('end')).toMatch(/Say which rental shall end, or --all/)
  expect(await bad('end', '--orphan', 'x')).toMatch(/--account/)
  expect(await bad('end', '--all', '--orphan', 'x')).toMatch(/cannot be used with/)
  expect(await bad('end', 'rental-0', '--all')).toMatch(/"rental-0" or --all, not both/)
  expect(await assay('rentals', 'end', 'rental-0')).toMatchObject({
    exitCode: 1,
    err: expect.stringMatching(/assay rentals list/),
  })
  expect(await assay('rentals', 'offers', 'nobody')).toMatchObject({
    exitCode: 1,
    err: expect.stringMatching(/accounts list/),
  })
  const json = await launch('--budget', '0', '--json')
  expect(JSON.parse(json.out)).toEqual({ error: { code: 'BAD_USAGE', message: expect.stringMatching(/--budget/) } })
  expect(machines()).toEqual([])
})

test('an account can be removed at the command line while it rents a machine', async () => {
  const { assay, launch, machines } = await openScene()
  await launch()
  const removed = await assay('accounts', 'remove', 'gpus')
  expect(removed).toMatchObject({
    exitCode: 2,
    out: '',
    err: expect.stringMatching(/still rents gpu_1x_a10 .*end it first/),
  })
  const moved = await assay('accounts', 'set', 'gpus', '--base-url', 'https://cloud.example', '--json')
  expect(JSON.parse(moved.out)).toMatchObject({ error: { code: 'BAD_USAGE' } })
  expect((await assay('rentals', 'end', '--all')).exitCode).toBe(0)
  expect(machines()).toMatchObject([{ state: 'gone' }])
  expect((await assay('accounts', 'remove', 'gpus')).exitCode).toBe(0)
})

test('a machine that another data folder launched is not seen, or can’t be ended from here', async () => {
  const { assay: here, launch, machines, openFolder } = await openScene()
  await launch()
  expect(await here('rentals', 'orphans')).toMatchObject({
    exitCode: 0,
    out: expect.stringMatching(/^No machine carries/),
  })
  const elsewhere = await openFolder()
  const there = (...words: string[]): Promise<Said> => assay(...words, '--data', elsewhere)
  const found = await there('rentals', 'orphans', '--json')
  const { orphans } = JSON.parse(found.out) as OrphanSearch
  expect(found.exitCode).toBe(1)
  expect(orphans).toMatchObject([{ machineId: machines()[0]?.id, tag: machines()[0]?.tag }])
  const { machineId } = orphans[0]!
  expect((await there('rentals', 'orphans')).out).toContain(`${machineId} · `)
  const ended = await there('rentals', 'end', '--orphan', machineId, '--account', 'gpus')
  expect(ended).toMatchObject({ exitCode: 0, out: expect.stringMatching(/ended, confirmed · cost not known$/) })
  expect(machines()).toMatchObject([{ state: 'gone' }])
})

test('Ctrl C takes an end for confirmed that is not, or leaves people without a word on what goes on billing', async () => {
  const { assay, data, launch, machines } = await openScene({ 'end-ignored': 1000 })
  const { out } = await launch('--json')
  const { id } = JSON.parse(out) as Rental
  const left = await stopped(['rentals', 'end', id, '--data', data], { at: /Waiting until the end of/ })
  expect(left).toMatchObject({ exitCode: 1, out: expect.stringContaining(`${id} · `) })
  expect(left.out).toContain('NOT CONFIRMED GONE, may bill')
  expect(machines()).toMatchObject([{ goneMs: null }])
  const list = await assay('rentals', 'list', '--json')
  expect(list.exitCode).toBe(1)
  expect(JSON.parse(list.out)).toMatchObject([{ id, state: 'ending', endConfirmedAt: null }])
  const watched = await stopped(['rentals', 'watch', '--json', '--data', data], { at: /Keeping rental-/ })
  expect(watched.exitCode).toBe(1)
  expect(JSON.parse(watched.out)).toMatchObject([{ id, state: 'ending' }])
})

test('Ctrl C while a machine starts ends it, or hides that it goes on', async () => {
  const { data, machines } = await openScene({ 'hang-in-booting': 1 })
  const words = ['rentals', 'launch', 'gpus', ...OFFER, ...SOFTWARE, '--data', data]
  const left = await stopped(words, { at: / · starting · / })
  expect(left).toMatchObject({ exitCode: 1, err: expect.stringContaining('A machine is still rented.') })
  expect(machines()).toMatchObject([{ state: 'booting', goneMs: null }])
})

test('a server that is stopped ends machines unasked, or leaves them without a word', async () => {
  const { assay, data, launch, machines } = await openScene()
  await launch()
  const leaving = await stopped(['serve', '--port', '0', '--data', data], { at: /Assay is at/ })
  expect(leaving).toMatchObject({ exitCode: 0, err: expect.stringMatching(/ready.*\nA machine is still rented\./s) })
  expect(machines()).toMatchObject([{ state: 'running' }])

  const ending = await stopped(['serve', '--port', '0', '--end-rentals', '--data', data], { at: /Assay is at/ })
  expect(ending).toMatchObject({
    exitCode: 0,
    err: expect.stringMatching(/told to end.*\nAll are gone, confirmed\.\n$/s),
  })
  expect(machines()).toMatchObject([{ state: 'gone' }])
  expect(await assay('rentals', 'list')).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining('ended, confirmed'),
  })
})
