import { expect, test } from 'vitest'
import { openStore } from '#main/store/open-store.ts'
import { Sample } from '#shared/domain/sample.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { exampleOrder, exampleSample, exampleTrial } from './examples.ts'

const clock = { now: () => new Date('2026-11-14T12:00:00Z') }

function reservation(position: number, reservedAt: string, worstCaseMicros: number | null = 4000) {
  const contenderId = exampleOrder()[position]?.contenderId ?? ''
  return { sampleId: `lost-${position}`, trialId: 'trial-1', contenderId, position, worstCaseMicros, reservedAt }
}

test('what was in flight at a crash vanishes, makes room under the cap, or a job at a provider is given up', async () => {
  const store = openStore({ directory: await temporaryDirectory(), clock })
  store.trials.create(exampleTrial(), exampleOrder(), 20)
  store.samples.record(exampleSample(0, { finishedMs: 3000 }))
  const asked = [reservation(1, '2026-11-14T09:30:04.500Z'), reservation(2, '2026-11-14T09:30:05.000Z')]
  store.reservations.reserve(asked, () => ({ ok: true }))
  const { contenderId, caseIndex, repeat, position } = exampleOrder()[2]!
  const job = { jobId: 'job-2', statusUrl: null }
  const submittedAt = '2026-11-14T09:30:05.100Z'
  const place = { trialId: 'trial-1', sampleId: 'lost-2', contenderId, caseIndex, repeat, position, step: 0 }
  store.remoteJobs.put({ ...place, job, submittedAt, soFar: '{"steps":[],"results":[]}' })

  expect(store.trials.markInterrupted(() => false)).toEqual(['trial-1'])

  const lost = store.samples.get('lost-1')
  expect(Sample.parse(lost)).toMatchObject({
    position: 1,
    outcome: 'failed',
    failure: { class: 'interrupted' },
    dueMs: 4500,
    startedMs: 4500,
    finishedMs: 5000,
    attempts: [],
    charge: { amountMicros: null },
  })
  expect(store.reservations.list('trial-1').map(({ sampleId }) => sampleId)).toEqual(['lost-2'])
  expect(store.remoteJobs.list('trial-1').map(({ sampleId }) => sampleId)).toEqual(['lost-2'])
  const [standing] = store.reservations.reserve([reservation(3, submittedAt)], (_one, counted) => ({
    ok: false,
    counted,
  }))
  // The worst case of the one that was lost, beside the charge of the one that ended; what the job may cost is still held.
  expect(standing?.counted).toMatchObject({ spentMicros: 1500 + 4000, heldMicros: 4000, inFlight: 1 })
  expect(store.trials.open('trial-1').map((planned) => planned.position)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11])
  expect(store.trials.get('trial-1')).toMatchObject({ status: 'interrupted', finishedAt: '2026-11-14T09:30:05.000Z' })
  expect(store.sittings.list('trial-1')).toMatchObject([{ number: 1, kind: 'start', ending: 'interrupted' }])
  store.close()
})

test('two processes sit down to one trial, or its clock goes back behind its last sample', async () => {
  const store = openStore({ directory: await temporaryDirectory(), clock })
  const trial = exampleTrial()
  store.trials.create(trial, exampleOrder(), 20)
  store.samples.record(exampleSample(0, { finishedMs: 90_000.4 }))
  const { environment } = trial
  const next = {
    trialId: 'trial-1',
    kind: 'resume',
    startedAt: '2026-11-14T09:31:00.000Z',
    processId: 21,
    environment,
  } as const
  expect(store.trials.sitDown(next)).toBeNull()
  store.trials.settle('trial-1', 'paused', 'Paused by you.', '2026-11-14T09:30:59.000Z')
  expect(store.trials.sitDown(next)).toBe(2)
  expect(store.trials.sitDown({ ...next, processId: 22 })).toBeNull()
  store.sittings.slept('trial-1', { atMs: 95_000, lengthMs: 20_000 })
  expect(store.sittings.list('trial-1')).toMatchObject([
    { number: 1, ending: 'paused', endedAt: '2026-11-14T09:30:59.000Z', sleeps: [] },
    { number: 2, ending: null, offsetMs: 90_001, processId: 21, sleeps: [{ atMs: 95_000, lengthMs: 20_000 }] },
  ])
  store.close()
})

test('a picture is superseded by a second sample of its place, or an old outcome is lost when it is asked again', async () => {
  const store = openStore({ directory: await temporaryDirectory(), clock })
  store.trials.create(exampleTrial(), exampleOrder(), 20)
  const failure = { class: 'server', message: 'It failed.', status: 500, rawBody: null } as const
  store.samples.record(exampleSample(0, { id: 'first', outcome: 'failed', failure, images: [], steps: [] }))
  store.samples.record(exampleSample(0, { id: 'second', startedMs: 8000, finishedMs: 9000 }))
  expect(store.samples.rows('trial-1')).toMatchObject([
    {
      sampleId: 'second',
      outcome: 'succeeded',
      earlier: [{ sampleId: 'first', outcome: 'failed', failureClass: 'server' }],
    },
  ])
  expect(store.samples.get('first')).toMatchObject({ outcome: 'failed', failure })
  expect(store.trials.list({ limit: 1, offset: 0 }).trials[0]).toMatchObject({ doneCount: 1, spentMicros: 3000 })
  expect(() => store.samples.record(exampleSample(0, { id: 'third', startedMs: 10_000 }))).toThrow(/UNIQUE/)
  store.close()
})
