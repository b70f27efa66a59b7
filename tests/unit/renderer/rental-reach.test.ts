import { expect, test } from 'vitest'
import { newLaunch, requestFromDraft, type LaunchDraft } from '#renderer/features/rentals/launch-draft.ts'
import { explainEnd } from '#renderer/features/rentals/rental-words.ts'
import type { RentalOffer } from '#shared/domain/rental.ts'

const offer: RentalOffer = {
  id: 'NVIDIA L40S@SECURE',
  machine: 'NVIDIA L40S',
  gpu: 'L40S',
  gpuCount: 1,
  gpuMemoryGb: 48,
  region: 'any',
  hourlyMicros: 1_090_000,
  storageHourlyMicros: null,
  available: true,
  notes: [],
}
const terms = {
  offers: [offer],
  meter: { starts: 'exists' as const, incrementSeconds: 1, words: 'by the second' },
  needsImage: false,
  needsSshKey: false,
  sshKeys: null,
  addressNote: 'Public.',
}

function fill(changes: Partial<LaunchDraft>) {
  return requestFromDraft({ ...newLaunch(terms, 'comfyui'), ...changes }, { accountId: 'account-1', offer, terms })
}

function paths(changes: Partial<LaunchDraft>): string[] {
  return fill(changes).problems.map(({ path }) => path)
}

test('a launch forgets how its worker is reached, or how long it may take to answer', () => {
  expect(fill({}).request).toMatchObject({ reach: { by: 'address' }, startMinutes: 20 })
  const sshKey = 'ssh-ed25519 AAAA'
  expect(fill({ reach: 'ssh-agent', keyFile: '/left/over', sshKey, startMinutes: '45' }).request).toMatchObject({
    reach: { by: 'ssh', keyFile: null },
    startMinutes: 45,
  })
  expect(fill({ reach: 'ssh-key-file', keyFile: ' /keys/mine ', sshKey }).request?.reach).toEqual({
    by: 'ssh',
    keyFile: '/keys/mine',
  })
})

test('a launch goes out that SSH can not reach, or with a bound that the workbench refuses', () => {
  expect(paths({ reach: 'ssh-agent' })).toEqual(['sshKey'])
  expect(paths({ reach: 'ssh-key-file', sshKey: 'ssh-ed25519 AAAA' })).toEqual(['reach.keyFile'])
  expect(paths({ startMinutes: '2' })).toEqual(['startMinutes'])
  expect(paths({ startMinutes: '241' })).toEqual(['startMinutes'])
})

test('an end is explained by what has nothing to do with it', () => {
  const workerTrouble = '198.51.100.7:8188 refused the connection.'
  expect(explainEnd({ workerTrouble }, 'never-answered')).toMatch(/did not answer in time\. 198\.51/)
  expect(explainEnd({ workerTrouble }, 'lease-expired')).not.toContain('refused')
})
