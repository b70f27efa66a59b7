import { expect, onTestFinished, test } from 'vitest'
import { openStore, type Store } from '#main/store/open-store.ts'
import { firstSettings } from '#shared/decision/scenarios.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { exampleOrder, exampleTrial } from './examples.ts'

const NOW = '2026-11-14T10:00:00.000Z'
const LATER = '2026-11-14T11:00:00.000Z'

function open(directory: string): Store {
  const store = openStore({ directory, clock: { now: () => new Date(NOW) } })
  onTestFinished(() => store.close())
  return store
}

test('settings of a decision that come back otherwise than they were saved, or for another trial', async () => {
  const store = open(await temporaryDirectory())
  store.trials.create(exampleTrial(), exampleOrder(), 1)
  const settings = {
    ...firstSettings(),
    constraints: [{ criterionId: 'latency' as const, limit: 8000 }],
    rubric: [{ contenderId: 'novita', criterionId: 'errors' as const, level: 3, note: 'names the “field” \u202E<b>' }],
    ownCriteria: [{ id: 'own-legal', name: 'Legal', words: ['a', 'b', 'c', 'd', 'e'] }],
    weights: { cost: 1, 'own-legal': 2 },
  }
  expect(store.decisions.get('trial-1')).toBeNull()
  expect(store.decisions.save('trial-1', 0, { settings, savedAt: NOW })).toBe(true)
  expect(store.decisions.get('trial-1')).toEqual({ trialId: 'trial-1', version: 1, savedAt: NOW, settings })
  expect(store.decisions.get('trial-2')).toBeNull()
})

test('of two windows that save at once, one loses without a word', async () => {
  const directory = await temporaryDirectory()
  const [one, other] = [open(directory), open(directory)]
  one.trials.create(exampleTrial(), exampleOrder(), 1)
  const first = { settings: firstSettings(), savedAt: NOW }
  const second = { settings: { ...firstSettings(), imagesPerMonth: 7 }, savedAt: LATER }
  expect(one.decisions.save('trial-1', 0, first)).toBe(true)
  expect(other.decisions.save('trial-1', 0, second)).toBe(false)
  expect(other.decisions.save('trial-1', 1, second)).toBe(true)
  expect(one.decisions.save('trial-1', 1, first)).toBe(false)
  expect(one.decisions.get('trial-1')).toEqual({ trialId: 'trial-1', version: 2, ...second })
})

test('settings of a trial that is not there are kept', async () => {
  const store = open(await temporaryDirectory())
  expect(() => store.decisions.save('nobody', 0, { settings: firstSettings(), savedAt: NOW })).toThrow(/FOREIGN KEY/)
})
