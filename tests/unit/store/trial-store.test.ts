import { expect, test } from 'vitest'
import { openStore, type Store } from '#main/store/open-store.ts'
import { Trial, TrialSummary } from '#shared/domain/trial.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { exampleImage, exampleOrder, exampleSample, exampleTrial } from './examples.ts'

const clock = { now: () => new Date('2026-11-14T12:00:00Z') }

async function freshStore(): Promise<Store> {
  return openStore({ directory: await temporaryDirectory(), clock })
}

test('a trial or its permutation that comes back other than it was stored', async () => {
  const store = await freshStore()
  store.trials.create(exampleTrial(), exampleOrder(), 4711)
  expect(store.trials.get('trial-1')).toStrictEqual(exampleTrial())
  expect(Trial.parse(store.trials.get('trial-1'))).toStrictEqual(exampleTrial())
  expect(store.trials.order('trial-1')).toStrictEqual(exampleOrder())
  expect(store.trials.get('trial-2')).toBeNull()
  store.close()
})

test('a trial without its order after its creation failed half-way', async () => {
  const store = await freshStore()
  const order = [...exampleOrder(3), ...exampleOrder(1)]
  expect(() => store.trials.create(exampleTrial(), order, 1)).toThrow(/UNIQUE/)
  expect(store.trials.get('trial-1')).toBeNull()
  store.close()
})

test('a settled trial that still counts as running, or one that is settled without existing', async () => {
  const store = await freshStore()
  store.trials.create(exampleTrial(), exampleOrder(), 1)
  expect(store.trials.runningIds()).toEqual(['trial-1'])
  store.trials.settle('trial-1', 'cancelled', 'Cancelled by you.', '2026-11-14T09:31:00.000Z')
  expect(store.trials.runningIds()).toEqual([])
  expect(store.trials.get('trial-1')).toMatchObject({
    status: 'cancelled',
    statusReason: 'Cancelled by you.',
    finishedAt: '2026-11-14T09:31:00.000Z',
  })
  expect(() => store.trials.settle('nobody', 'finished', null, '2026-11-14T09:31:00.000Z')).toThrow(/nobody/)
  store.close()
})

test('a trial of a living process called interrupted, or one of a dead process left running', async () => {
  const store = await freshStore()
  store.trials.create(exampleTrial({ id: 'alive' }), exampleOrder(), 10)
  store.trials.create(exampleTrial({ id: 'dead' }), exampleOrder(), 20)
  store.trials.create(exampleTrial({ id: 'stillborn' }), exampleOrder(), 20)
  store.trials.create(exampleTrial({ id: 'done' }), exampleOrder(), 20)
  store.trials.settle('done', 'finished', null, '2026-11-14T09:31:00.000Z')
  store.samples.record(exampleSample(0, { trialId: 'dead', finishedMs: 90_000.4 }))

  expect(store.trials.markInterrupted((processId) => processId === 10).toSorted()).toEqual(['dead', 'stillborn'])

  expect(store.trials.get('alive')?.status).toBe('running')
  expect(store.trials.get('done')?.status).toBe('finished')
  expect(store.trials.get('dead')).toMatchObject({ status: 'interrupted', finishedAt: '2026-11-14T09:31:30.000Z' })
  expect(store.trials.get('stillborn')).toMatchObject({ status: 'interrupted', finishedAt: '2026-11-14T09:30:00.000Z' })
  expect(Trial.safeParse(store.trials.get('dead')).success).toBe(true)
  store.close()
})

test('a trial that was killed after its last sample stays interrupted, with nothing to go on with', async () => {
  const store = await freshStore()
  store.trials.create(exampleTrial({ id: 'complete' }), exampleOrder(), 20)
  for (const { position } of exampleOrder()) {
    store.samples.record(exampleSample(position, { id: `complete-${position}`, trialId: 'complete' }))
  }
  expect(store.trials.markInterrupted(() => false)).toEqual(['complete'])
  expect(store.trials.get('complete')).toMatchObject({ status: 'finished', statusReason: null })
  expect(store.sittings.list('complete')).toMatchObject([{ ending: 'interrupted' }])
  store.close()
})

test('a list whose totals miss an outcome, or that counts an unknown charge as nothing spent', async () => {
  const store = await freshStore()
  store.trials.create(exampleTrial(), exampleOrder(), 1)
  store.trials.create(exampleTrial({ id: 'trial-2', startedAt: '2026-11-15T09:30:00.000Z' }), exampleOrder(), 1)
  const unknown = { amountMicros: null, basis: 'estimated' as const, priceId: null, evidence: 'not reported' }
  store.samples.record(exampleSample(0))
  store.samples.record(exampleSample(1, { outcome: 'refused', images: [], charge: unknown }))
  store.samples.record(exampleSample(2, { outcome: 'cancelled', images: [] }))

  const { trials, total } = store.trials.list({ limit: 10, offset: 0 })
  expect(total).toBe(2)
  expect(trials.map(({ id }) => id)).toEqual(['trial-2', 'trial-1'])
  expect(trials[1]).toStrictEqual({
    id: 'trial-1',
    name: 'Which one draws posters',
    status: 'running',
    practice: false,
    startedAt: '2026-11-14T09:30:00.000Z',
    finishedAt: null,
    contenders: [
      { id: 'novita', name: 'The novita one', position: 0 },
      { id: 'segmind', name: 'The segmind one', position: 1 },
    ],
    sampleCount: 12,
    doneCount: 3,
    succeededCount: 1,
    spentMicros: 3000,
    unknownChargeCount: 1,
    pictures: [exampleImage(0).sha256],
  })
  expect(trials.every((trial) => TrialSummary.safeParse(trial).success)).toBe(true)
  expect(store.trials.list({ limit: 1, offset: 1 }).trials.map(({ id }) => id)).toEqual(['trial-1'])
  store.close()
})

test('pictures beside a trial that show one contender twice before they show the other', async () => {
  const store = await freshStore()
  store.trials.create(exampleTrial(), exampleOrder(), 1)
  // Case 0 has novita only, case 1 has both, then novita again.
  for (const position of [0, 3, 2, 4]) store.samples.record(exampleSample(position))
  const shown = store.trials.list({ limit: 1, offset: 0 }).trials[0]?.pictures
  expect(shown).toEqual([2, 3, 0, 4].map((position) => exampleImage(position).sha256))
  store.close()
})

test('a contender that a rule stopped is forgotten, told twice, or still told as stopped once it was resumed', async () => {
  const store = await freshStore()
  store.trials.create(exampleTrial(), exampleOrder(), 1)
  const stop = {
    rule: 'error-share',
    finding: '9 of its last 20 samples failed',
    atMs: 4000.5,
    unsentCount: 3,
  } as const
  const early = { ...stop, contenderId: exampleTrial().plan.contenders[0]!.id }
  store.trials.stoppedEarly('trial-1', early)
  store.trials.stoppedEarly('trial-1', { ...early, atMs: 9000, unsentCount: 1 })
  expect(store.trials.get('trial-1')?.earlyStops).toEqual([early])
  store.trials.settle('trial-1', 'finished', null, '2026-11-14T09:31:00.000Z')
  const again = { startedAt: '2026-11-14T10:00:00.000Z', processId: 2, environment: exampleTrial().environment }
  store.trials.sitDown({ trialId: 'trial-1', kind: 'retry', ...again })
  expect(store.trials.get('trial-1')?.earlyStops).toEqual([early])
  store.trials.settle('trial-1', 'finished', null, '2026-11-14T10:31:00.000Z')
  store.trials.sitDown({ trialId: 'trial-1', kind: 'resume', ...again })
  expect(store.trials.get('trial-1')?.earlyStops).toEqual([])
  store.close()
})
