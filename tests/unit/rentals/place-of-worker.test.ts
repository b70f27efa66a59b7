import { expect, it } from 'vitest'
import type { MachineReading } from '#main/providers/rental-adapter.ts'
import { placeOfWorker } from '#main/rentals/ask-worker.ts'
import { Rental, type RentalRequest } from '#shared/domain/rental.ts'
import { RentalWorld, REQUEST } from './rental-world.ts'

const MINUTE = 60_000
const THROUGH_SSH: RentalRequest = { ...REQUEST, sshKey: 'mine', reach: { by: 'ssh', keyFile: '/keys/mine' } }
const ssh = { host: '198.51.100.7', port: 22, username: 'ubuntu' }

const reading: MachineReading = {
  machineId: 'machine-1',
  tag: 'assay-1',
  providerState: 'active',
  state: 'running',
  hopeless: null,
  workerUrl: 'http://198.51.100.7:8188',
  ssh,
  machine: null,
  hourlyMicros: null,
}

it('a worker behind SSH is asked at the address that is open to all, or one with an address through SSH', () => {
  expect(placeOfWorker(THROUGH_SSH, reading)).toEqual({ workerUrl: 'http://127.0.0.1:8188', ssh })
  expect(placeOfWorker(REQUEST, reading)).toEqual({ workerUrl: 'http://198.51.100.7:8188', ssh: null })
})

it('127.0.0.1 is asked without a tunnel, and some other worker is taken for that of the machine', () => {
  const nowhere = { workerUrl: null, ssh: null }
  expect(placeOfWorker(THROUGH_SSH, { ...reading, ssh: null })).toEqual(nowhere)
  expect(placeOfWorker(THROUGH_SSH, { ...reading, state: 'existing' })).toEqual(nowhere)
})

it('a reply that names no port that there is leaves a row that can not be read again', () => {
  for (const odd of [
    { ...ssh, port: 0 },
    { ...ssh, port: 70_000 },
    { ...ssh, host: '' },
    { ...ssh, username: 'u'.repeat(65) },
  ]) {
    expect(placeOfWorker(THROUGH_SSH, { ...reading, ssh: odd })).toEqual({ workerUrl: null, ssh: null })
  }
})

it('a provider that names no SSH is waited for without a word, until the machine is ended', async () => {
  const world = new RentalWorld()
  world.open().launch({
    providerId: 'lambda',
    request: { ...THROUGH_SSH, startMinutes: 5 },
    offer: { storageHourlyMicros: null },
    trialId: null,
  })
  await world.clock.pass(3 * MINUTE)
  expect(Rental.parse(world.only())).toMatchObject({
    state: 'booting',
    workerUrl: null,
    workerTrouble: 'Lambda has not said where the machine is reached by SSH.',
  })
  await world.clock.pass(5 * MINUTE)
  expect(world.only()).toMatchObject({ state: 'ended', endReason: 'never-answered' })
})
