import { execFileSync } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { startRentalSimulators } from '#main/simulators/rentals/start-rental-simulators.ts'
import type { LaunchInput } from '#shared/contract/rental.ts'
import { Plan } from '#shared/domain/plan.ts'
import type { Rental } from '#shared/domain/rental.ts'
import { findOrInstallSshd } from '#tests/support/find-sshd.ts'
import { quickClock } from '#tests/support/quick-clock.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'
import { startSshd, type SshdForTest } from '#tests/unit/engine/tunnel/start-sshd.ts'
import { practiceDirectory } from '#tests/unit/simulators/quick-simulator.ts'
import { StandInKeychain } from '#tests/unit/vault/vault-for-test.ts'

beforeAll(findOrInstallSshd, 300_000)

/** A hundred seconds of rent pass in one. */
const FACTOR = 100
const WAIT = { timeout: 40_000, interval: 20 }

/** A provider whose machines let nothing in but SSH, and an account there. */
async function openScene(sshd: SshdForTest) {
  const { host, port, username } = sshd.access()
  const simulators = await startRentalSimulators({
    seed: 1,
    providers: ['runpod-pods'],
    profiles: { 'runpod-pods': { bootMs: 50, workerMs: 10, endMs: 30 } },
    ssh: { 'runpod-pods': { host, port, username } },
    practiceDirectory,
  })
  onTestFinished(() => simulators.close())
  const workbench = await testWorkbench({
    keychain: new StandInKeychain(),
    rentalClock: quickClock(FACTOR),
    environment: { ASSAY_A1111_USERNAME: 'practice', ASSAY_A1111_PASSWORD: 'practice-a1111' },
  })
  const { client } = workbench
  const [simulator] = simulators.simulators
  const fields = { ...simulator!.credentials }
  const { id: accountId } = await client.account.save({
    providerId: 'runpod-pods',
    baseUrl: simulator!.baseUrl,
    fields,
  })
  const { offers } = await client.rental.offers({ accountId })
  const { id: offerId, machine, region, hourlyMicros } = offers[0]!
  const workerPort = await freePort()
  const get = async (rentalId: string): Promise<Rental> => client.rental.get({ rentalId })
  return {
    client,
    get,
    /** One sample on the machine. @returns how it ended */
    tryOn: async (rental: string) => {
      const contender = { id: 'ours', provider: 'a1111', model: 'sd_xl_base_1.0', rental }
      const plan = Plan.parse({ name: 'Through SSH', contenders: [contender], prompts: [{ text: 'a vase' }] })
      const { trialId } = await client.trial.start({ ...plan, calibrate: false, retry: { maximumAttempts: 1 } })
      await workbench.trialEnded(trialId)
      const [row] = await client.sample.rows({ trialId })
      return client.sample.get({ sampleId: row!.sampleId })
    },
    rent: (changes: Partial<LaunchInput> = {}) =>
      client.rental.launch({
        accountId,
        offerId,
        machine,
        region,
        hourlyMicros,
        image: 'practice/a1111:1',
        startScript: null,
        sshKey: 'ssh-ed25519 AAAA practice',
        workerPort,
        workerProvider: 'a1111',
        reach: { by: 'ssh', keyFile: sshd.keyFile },
        startMinutes: 240,
        leaseMinutes: 1000,
        budgetMicros: null,
        endWithTrial: false,
        ...changes,
      }),
    until: (rentalId: string, states: readonly Rental['state'][]) =>
      vi.waitFor(async () => {
        const rental = await get(rentalId)
        if (!states.includes(rental.state)) throw new Error(`It is ${rental.state}: ${rental.workerTrouble}`)
        return rental
      }, WAIT),
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

test('a machine that lets nothing in but SSH is never ready, draws nothing, or is believed under another host key', async () => {
  const sshd = await startSshd()
  const { until, rent, tryOn, get } = await openScene(sshd)
  const { id } = await rent()
  const ready = await until(id, ['ready'])
  const { host, port, username } = sshd.access()
  expect(ready).toMatchObject({
    workerUrl: `http://127.0.0.1:${ready.request?.workerPort}`,
    ssh: { host, port, username },
    hostKeySha256: sshd.hostKeySha256(),
    workerTrouble: null,
  })
  expect(await tryOn(id)).toMatchObject({ outcome: 'succeeded' })

  const pinned = sshd.hostKeySha256()
  await sshd.restart({ newHostKey: true })
  expect(await tryOn(id)).toMatchObject({
    outcome: 'failed',
    failure: { message: expect.stringContaining('has changed') },
  })
  expect((await get(id)).hostKeySha256).toBe(pinned)
}, 60_000)

test('a worker is asked around the tunnel when SSH does not let us in, or nobody is told why it never answered', async () => {
  const sshd = await startSshd()
  const { until, rent } = await openScene(sshd)
  const stranger = join(sshd.directory, 'stranger')
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', stranger])
  const { id } = await rent({ reach: { by: 'ssh', keyFile: stranger }, startMinutes: 5 })
  expect(await until(id, ['ended'])).toMatchObject({
    endReason: 'never-answered',
    readyAt: null,
    workerTrouble: expect.stringContaining('did not accept the key'),
  })
}, 60_000)

test('a host key that changes while the machine starts is taken for the first one', async () => {
  const sshd = await startSshd()
  const { until, rent, get } = await openScene(sshd)
  // Another worker than was asked for: SSH lets in, and the machine is never ready.
  const { id } = await rent({ workerProvider: 'comfyui' })
  await vi.waitFor(async () => expect((await get(id)).hostKeySha256).toBe(sshd.hostKeySha256()), WAIT)
  const pinned = sshd.hostKeySha256()
  await vi.waitFor(async () => expect((await get(id)).workerTrouble).toContain('is not ComfyUI'), WAIT)
  await sshd.restart({ newHostKey: true })
  await vi.waitFor(async () => expect((await get(id)).workerTrouble).toContain('has changed'), WAIT)
  expect(await until(id, ['booting'])).toMatchObject({ hostKeySha256: pinned })
}, 60_000)

test('a machine that nobody could log in to is launched', async () => {
  const sshd = await startSshd()
  const { client, rent } = await openScene(sshd)
  execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'a passphrase', '-f', sshd.keyFile])
  await expect(rent()).rejects.toThrow('ssh-add')
  await expect(rent({ reach: { by: 'ssh', keyFile: null } })).rejects.toThrow('No ssh-agent runs here')
  await expect(rent({ sshKey: null })).rejects.toThrow('name the SSH key it is given')
  expect(await client.rental.list()).toEqual([])
}, 60_000)
