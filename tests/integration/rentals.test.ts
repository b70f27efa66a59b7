import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { rentalProviders } from '#main/providers/rental-registry.ts'
import { rentalSimulators } from '#main/simulators/rentals/registry.ts'
import type { RentalFault, RentalProfile } from '#main/simulators/rentals/rental-profile.ts'
import {
  startRentalSimulators,
  type RunningRentalSimulators,
  type TrueMachine,
} from '#main/simulators/rentals/start-rental-simulators.ts'
import type { Workbench } from '#main/workbench/workbench.ts'
import { Plan } from '#shared/domain/plan.ts'
import type { LaunchInput } from '#shared/contract/rental.ts'
import type { Rental } from '#shared/domain/rental.ts'
import { quickClock } from '#tests/support/quick-clock.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'
import { practiceDirectory } from '#tests/unit/simulators/quick-simulator.ts'
import { StandInKeychain } from '#tests/unit/vault/vault-for-test.ts'

/** Two hundred seconds of rent pass in one. */
const FACTOR = 200
const WAIT = { timeout: 30_000, interval: 20 }
const QUICK: Partial<RentalProfile> = { bootMs: 50, workerMs: 10, endMs: 30, vanishAfterMs: 1500, listedMs: 100 }

const PROVIDERS = rentalProviders.map(({ descriptor }) => descriptor.id)

interface Scene {
  workbench: Workbench
  machines: RunningRentalSimulators['machines']
  strike: (fault: RentalFault, count: number) => void
  accountId: string
  rent: (changes?: Partial<LaunchInput>) => Promise<Rental>
  state: () => Promise<Rental>
}

async function openScene(providerId: string, faults: Partial<Record<RentalFault, number>> = {}): Promise<Scene> {
  const simulators = await startRentalSimulators({
    seed: 1,
    providers: [providerId],
    profiles: { [providerId]: { ...QUICK, faults } },
    practiceDirectory,
  })
  onTestFinished(() => simulators.close())
  const workbench = await testWorkbench({
    keychain: new StandInKeychain(),
    rentalClock: quickClock(FACTOR),
    // What the worker on the machine wants.
    environment: { ASSAY_A1111_USERNAME: 'practice', ASSAY_A1111_PASSWORD: 'practice-a1111' },
  })
  const { client } = workbench
  const [simulator] = simulators.simulators
  const { id: accountId } = await client.account.save({
    providerId,
    baseUrl: simulator!.baseUrl,
    fields: { ...simulator!.credentials },
  })
  return {
    workbench,
    accountId,
    machines: () => simulators.machines(),
    strike: (fault, count) => simulators.strike(providerId, fault, count),
    rent: async (changes = {}) => client.rental.launch({ ...(await requestFor(workbench, accountId)), ...changes }),
    state: async () => {
      const [rental] = await client.rental.list()
      return rental!
    },
  }
}

async function requestFor({ client }: Workbench, accountId: string): Promise<LaunchInput> {
  const { offers, needsImage, sshKeys } = await client.rental.offers({ accountId })
  const offer = offers.find(({ available }) => available)!
  return {
    accountId,
    offerId: offer.id,
    machine: offer.machine,
    region: offer.region,
    hourlyMicros: offer.hourlyMicros,
    image: needsImage ? 'practice/comfyui:1' : null,
    startScript: needsImage ? null : '#!/bin/sh\npython main.py --listen --port 18188',
    sshKey: sshKeys?.[0] ?? null,
    workerPort: 18_188,
    workerProvider: 'comfyui',
    reach: { by: 'address' },
    startMinutes: 20,
    leaseMinutes: 30,
    budgetMicros: null,
    endWithTrial: false,
  }
}

function until(scene: Scene, states: readonly Rental['state'][]): Promise<Rental> {
  return vi.waitFor(async () => {
    const rental = await scene.state()
    if (!states.includes(rental.state)) throw new Error(`It is ${rental.state}: ${rental.trouble}`)
    return rental
  }, WAIT)
}

/** What the provider bills by its own rule, had its machine lived in the quick clock's time. The meter must never show less. */
function billMicros({ providerId, launchedMs, runningMs, goneMs }: TrueMachine, rental: Rental): number {
  const simulator = rentalSimulators.find((candidate) => candidate.providerId === providerId)
  const at = (placeMs: number | null): number | null => placeMs && (placeMs - launchedMs) * FACTOR
  const life = { launchedMs: 0, runningMs: at(runningMs), goneMs: at(goneMs) }
  const { machineSeconds, storageSeconds } = simulator!.bill(life, at(goneMs)!)
  const hourly = rental.hourlyMicros! * machineSeconds + (rental.storageHourlyMicros ?? 0) * storageSeconds
  return Math.floor(hourly / 3600)
}

/** All that the provider ever made is gone, or is on the screen as not confirmed. */
async function expectNothingUnnoticed({ machines, workbench }: Scene): Promise<void> {
  const open = (await workbench.client.rental.list()).filter(({ state }) => !/^(ended|failed|lost)$/.test(state))
  const running = machines().filter(({ state }) => state !== 'gone')
  expect(running.filter(({ tag }) => !open.some((rental) => rental.tag === tag))).toEqual([])
}

describe.each(PROVIDERS)('%s', (providerId) => {
  test('a machine is rented, serves a real worker, is ended, confirmed gone, and metered by the provider’s own rule', async () => {
    const scene = await openScene(providerId)
    const { id } = await scene.rent()
    const ready = await until(scene, ['ready'])
    const worker = await fetch(`${ready.workerUrl}/system_stats`)
    expect(await worker.json()).toHaveProperty('system')
    expect(scene.workbench.openRentals()).toHaveLength(1)

    await scene.workbench.client.rental.end({ rentalId: id })
    const ended = await until(scene, ['ended'])
    expect(ended).toMatchObject({ endReason: 'asked', trouble: null })
    expect(scene.workbench.openRentals()).toEqual([])
    const [machine] = scene.machines()
    expect(machine).toMatchObject({ state: 'gone', tag: ended.tag })
    expect(ended.charge.amountMicros).toBeGreaterThanOrEqual(billMicros(machine!, ended))
    const { days, unknownChargeCount } = await scene.workbench.client.spend.summary({
      month: ended.launchedAt.slice(0, 7),
    })
    expect(days.map(({ chargedMicros }) => chargedMicros)).toEqual([ended.charge.amountMicros])
    expect(unknownChargeCount).toBe(0)
    await expectNothingUnnoticed(scene)
  })

  test.each<[RentalFault]>([['no-capacity'], ['lost-offer']])(
    '%s launches nothing, and costs nothing',
    async (fault) => {
      const scene = await openScene(providerId, { [fault]: 1 })
      await scene.rent()
      const failed = await until(scene, ['failed'])
      expect(failed).toMatchObject({ machineId: null, charge: { amountMicros: 0 } })
      expect(scene.machines()).toEqual([])
    },
  )

  test.each<[RentalFault, Rental['state']]>([
    ['answer-lost', 'ready'],
    ['vanish', 'lost'],
  ])('%s leaves no machine running unnoticed', async (fault, state) => {
    const scene = await openScene(providerId, { [fault]: 1 })
    await scene.rent()
    await until(scene, [state])
    expect(scene.machines()).toHaveLength(1)
    await expectNothingUnnoticed(scene)
  })

  test('a launch that hangs in booting is ended when its lease is over', async () => {
    const scene = await openScene(providerId, { 'hang-in-booting': 1 })
    await scene.rent({ leaseMinutes: 5 })
    expect(await until(scene, ['ended'])).toMatchObject({ endReason: 'lease-expired', readyAt: null })
    expect(scene.machines()).toMatchObject([{ state: 'gone' }])
  })

  test('a launch that hangs in booting bills until its lease is over', async () => {
    const scene = await openScene(providerId, { 'hang-in-booting': 1 })
    await scene.rent({ startMinutes: 3 })
    const ended = await until(scene, ['ended'])
    expect(ended).toMatchObject({ endReason: 'never-answered', readyAt: null })
    expect(Date.parse(ended.endAskedAt!) - Date.parse(ended.launchedAt)).toBeGreaterThanOrEqual(180_000)
    expect(scene.machines()).toMatchObject([{ state: 'gone' }])
  })

  test('an end that fails, one that is ignored, and calls that are told to slow down only delay it', async () => {
    const scene = await openScene(providerId, { 'end-fails': 1, 'end-ignored': 1 })
    const { id } = await scene.rent()
    await until(scene, ['booting', 'ready'])
    scene.strike('rate-limit', 3)
    await scene.workbench.client.rental.end({ rentalId: id })
    const ended = await until(scene, ['ended'])
    expect(ended.endAttempts).toBeGreaterThanOrEqual(3)
    expect(scene.machines()).toMatchObject([{ state: 'gone' }])
  })

  test('a machine that no data folder knows is found by its tag, and ended', async () => {
    const scene = await openScene(providerId)
    await scene.rent()
    await until(scene, ['ready'])
    const [account] = await scene.workbench.client.account.list()
    const stranger = await testWorkbench({ keychain: new StandInKeychain(), rentalClock: quickClock(FACTOR) })
    const { id: accountId } = await stranger.client.account.save({
      providerId,
      baseUrl: account!.baseUrl,
      fields: { apiKey: `practice-${providerId === 'runpod-pods' ? 'runpod-pods' : providerId}-key` },
    })
    const { orphans, unseen } = await stranger.client.rental.orphans({ again: true })
    expect(unseen).toEqual([])
    expect(orphans).toMatchObject([{ accountId, tag: scene.machines()[0]!.tag }])
    await stranger.client.rental.endOrphan({ accountId, machineId: orphans[0]!.machineId })
    await vi.waitFor(() => expect(scene.machines()).toMatchObject([{ state: 'gone' }]), WAIT)
    const lost = await until(scene, ['lost'])
    expect(lost.trouble).toContain('nobody here asked for that')
  })

  test('an account with a machine can not be forgotten, and an offer that became dearer is not taken', async () => {
    const scene = await openScene(providerId)
    const { client } = scene.workbench
    const request = await requestFor(scene.workbench, scene.accountId)
    await expect(client.rental.launch({ ...request, hourlyMicros: 1 })).rejects.toThrow('an hour by now')
    await expect(client.rental.launch({ ...request, offerId: 'another' })).rejects.toThrow('does not offer')
    await expect(client.rental.launch({ ...request, workerProvider: 'novita' })).rejects.toThrow('no worker')
    expect(await client.rental.list()).toEqual([])
    await client.rental.launch(request)
    await until(scene, ['booting', 'ready'])
    await expect(client.account.remove({ accountId: scene.accountId })).rejects.toThrow('still rents')
    expect(await scene.workbench.endRentals(3_600_000)).toEqual([])
    expect(scene.machines()).toMatchObject([{ state: 'gone' }])
  })
})

test('a trial runs on a rented machine, is charged at its price, counted once, and ends it with itself', async () => {
  const scene = await openScene('runpod-pods')
  const { client } = scene.workbench
  // A lease of a minute by our clock: on a busy machine, one of nine seconds is over before the trial is.
  const leaseMinutes = 200
  const machine = { image: 'practice/a1111:1', workerProvider: 'a1111', endWithTrial: true, leaseMinutes }
  const { id } = await scene.rent(machine)
  const contender = { id: 'ours', provider: 'a1111', model: 'sd_xl_base_1.0', rental: id, ceilingUsd: 0.01 }
  const prompts = [{ text: 'a vase' }]
  const plan = Plan.parse({ name: 'On a rented machine', contenders: [contender], prompts, calibrate: false })
  const early = await client.plan.estimate(plan)
  expect(early.problems).toMatchObject([{ path: 'contenders[0].rental' }])

  const { hourlyMicros } = await until(scene, ['ready'])
  const { trialId } = await client.trial.start(plan)
  await scene.workbench.trialEnded(trialId)
  const trial = await client.trial.get({ trialId })
  expect(trial).toMatchObject({ status: 'finished', practice: false })
  expect(trial.plan.contenders).toMatchObject([
    { price: { id: `rental/${id}`, unit: 'instance-hour', amountUsd: (hourlyMicros! / 1_000_000).toFixed(6) } },
  ])
  const [row] = await client.sample.rows({ trialId })
  expect(row).toMatchObject({ outcome: 'succeeded' })

  const ended = await until(scene, ['ended'])
  expect(ended).toMatchObject({ endReason: 'trial-ended', trialId })
  const spent = await client.spend.summary({ month: ended.launchedAt.slice(0, 7) })
  expect(spent).toMatchObject({ chargedMicros: ended.charge.amountMicros, unknownChargeCount: 0 })
})
