import { describe, expect, test } from 'vitest'
import { leaseCost, newLaunch, requestFromDraft } from '#renderer/features/rentals/launch-draft.ts'
import { describePausedMachine, machinesOf } from '#renderer/features/trial-run/describe-paused-machine.ts'
import { isSettled, isUnconfirmed } from '#renderer/features/rentals/rental-words.ts'
import { sortOffers } from '#renderer/features/rentals/sort-offers.ts'
import { exampleRental } from '#tests/support/example-rental.ts'
import { RentalRequest, RentalState, type Rental, type RentalOffer } from '#shared/domain/rental.ts'

const offer: RentalOffer = {
  id: 'gpu_1x_a10',
  machine: 'gpu_1x_a10',
  gpu: 'A10',
  gpuCount: 1,
  gpuMemoryGb: 24,
  region: 'us-west-1',
  hourlyMicros: 1_290_000,
  storageHourlyMicros: null,
  available: true,
  notes: [],
}
const terms = {
  offers: [offer],
  meter: { starts: 'launched' as const, incrementSeconds: 60, words: 'by the minute' },
  needsImage: false,
  needsSshKey: true,
  sshKeys: ['mine'],
  addressNote: 'Only SSH is let in.',
}
const taking = { accountId: 'account-1', offer, terms }

describe('a launch', () => {
  test('leaves out the price that the person saw, or an end', () => {
    const { request } = requestFromDraft(newLaunch(terms, 'comfyui'), taking)
    expect(RentalRequest.parse(request)).toMatchObject({
      hourlyMicros: 1_290_000,
      leaseMinutes: 60,
      endWithTrial: true,
      sshKey: 'mine',
      workerPort: 8188,
      budgetMicros: null,
    })
  })
  test('goes out with a lease of nothing, a budget of nothing or without the key it needs', () => {
    const draft = { ...newLaunch(terms, 'comfyui'), leaseMinutes: '0', budgetUsd: '0', sshKey: ' ' }
    expect(requestFromDraft(draft, taking).problems.map(({ path }) => path)).toEqual([
      'leaseMinutes',
      'budgetMicros',
      'sshKey',
    ])
  })
  test('says that a lease of half an hour costs a whole one', () => {
    expect(leaseCost({ ...newLaunch(terms, 'comfyui'), leaseMinutes: '30' }, offer.hourlyMicros)).toBe(645_000)
    expect(leaseCost({ ...newLaunch(terms, 'comfyui'), leaseMinutes: '' }, offer.hourlyMicros)).toBeNull()
  })
})

describe('a machine that was told to end', () => {
  const now = new Date('2026-11-22T09:01:00.000Z')
  const rental = { state: 'ending', endAttempts: 1, endAskedAt: '2026-11-22T09:00:50.000Z' } as Rental
  test('raises the alarm at once, or never', () => {
    expect(isUnconfirmed(rental, now)).toBe(false)
    expect(isUnconfirmed({ ...rental, endAskedAt: '2026-11-22T09:00:00.000Z' }, now)).toBe(true)
    expect(isUnconfirmed({ ...rental, endAttempts: 2 }, now)).toBe(true)
  })
  test('counts as gone before the provider said so', () => {
    expect(RentalState.options.filter((state) => isSettled({ state }))).toEqual(['ended', 'failed', 'lost'])
  })
})

test('offers sorted by price put the dear ones first, or lose equal ones', () => {
  const dear = { ...offer, id: 'b', gpu: 'H100', region: 'eu-1', hourlyMicros: 3_000_000 }
  const sorted = (by: 'price' | 'region' | 'gpu', descending: boolean) =>
    sortOffers([dear, offer], { by, descending }).map(({ id }) => id)
  expect(sorted('price', false)).toEqual(['gpu_1x_a10', 'b'])
  expect(sorted('price', true)).toEqual(['b', 'gpu_1x_a10'])
  expect(sorted('region', false)).toEqual(['b', 'gpu_1x_a10'])
  expect(sorted('gpu', false)).toEqual(['gpu_1x_a10', 'b'])
})

test('a machine that costs while its trial is paused is not told of, or one that is on its way out is', () => {
  const machine = exampleRental({ trialId: 'trial-1' })
  expect(machinesOf('trial-1', [machine, exampleRental({ id: 'rental-2' })])).toEqual([machine])
  expect(
    machinesOf('trial-1', [
      { ...machine, state: 'ending' },
      { ...machine, state: 'ended' },
    ]),
  ).toEqual([])
  expect(describePausedMachine(machine)).toContain(
    'gpu_1x_a10 stays rented while this trial is paused, at $1.29 an hour',
  )
  expect(describePausedMachine({ ...machine, hourlyMicros: null })).toContain('at a price that is not known')
})
