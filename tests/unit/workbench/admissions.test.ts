import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openStore, type Store } from '#main/store/open-store.ts'
import { Admissions } from '#main/workbench/admissions.ts'
import { memoryDirectory } from '#tests/support/memory-directory.ts'
import { exampleOrder, exampleSample, exampleTrial } from '../store/examples.ts'

const clock = { now: () => new Date('2026-11-28T12:00:00Z') }

function trialUnder(capMicros: number | null, id = 'trial-1') {
  const trial = exampleTrial({ id })
  return { ...trial, plan: { ...trial.plan, budgetMicros: capMicros } }
}

/** Asks for one sample. @returns what was decided now */
function ask(admissions: Admissions, place: number, worstCaseMicros: number | null) {
  const request = { sampleId: `sample-${place}`, contenderId: 'novita', position: place, worstCaseMicros }
  admissions.ask({ ticket: place, request })
  return admissions.decide()
}

function record(store: Store, trialId: string, place: number, amountMicros: number | null): void {
  const charge = { amountMicros, basis: 'listed', priceId: null, evidence: 'test' } as const
  store.samples.record(exampleSample(place * 2, { id: `sample-${place}`, trialId, position: place, charge }))
}

async function opened(capMicros: number | null) {
  const directory = await memoryDirectory()
  const store = openStore({ directory, clock })
  const trial = trialUnder(capMicros)
  store.trials.create(trial, exampleOrder(), 1)
  return { directory, store, trial, admissions: new Admissions(trial, { store, now: clock.now }) }
}

test('a sample that may fit later is refused, or one that never fits waits for ever', async () => {
  const { store, trial, admissions } = await opened(10)
  expect(ask(admissions, 0, 10)).toMatchObject([{ ticket: 0, admission: { ok: true } }])
  expect(ask(admissions, 1, 6)).toEqual([])
  record(store, trial.id, 0, 4)
  expect(admissions.decide()).toMatchObject([{ ticket: 1, admission: { ok: true } }])
  expect(ask(admissions, 2, 1)).toEqual([])
  // Its cost is not known: its worst case stays counted.
  record(store, trial.id, 1, null)
  expect(admissions.decide()).toMatchObject([{ ticket: 2, admission: { ok: false, message: expect.any(String) } }])
  store.close()
})

test('a sample is sent that was never written down, or stays in flight after it was recorded', async () => {
  const { store, trial, admissions } = await opened(null)
  ask(admissions, 0, 3000)
  ask(admissions, 1, null)
  expect(store.reservations.list(trial.id)).toEqual([
    {
      sampleId: 'sample-0',
      trialId: trial.id,
      contenderId: 'novita',
      position: 0,
      worstCaseMicros: 3000,
      reservedAt: '2026-11-28T12:00:00.000Z',
    },
    expect.objectContaining({ sampleId: 'sample-1', worstCaseMicros: null }),
  ])
  record(store, trial.id, 0, 3000)
  expect(store.reservations.list(trial.id).map(({ sampleId }) => sampleId)).toEqual(['sample-1'])
  store.close()
})

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('ask' as const), micros: fc.integer({ min: 0, max: 50_000 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('end' as const),
      which: fc.nat(),
      share: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const) }) },
)

test('late prices, failures, unknown costs and crashes let a trial spend more than its cap', async () => {
  const { directory, store: first } = await opened(null)
  first.close()
  let trials = 0
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 400_000 }), fc.array(step, { maxLength: 40 }), async (cap, steps) => {
      let store = openStore({ directory, clock })
      const trial = trialUnder(cap, `trial-of-schedule-${++trials}`)
      store.trials.create(trial, [], 1)
      let admissions = new Admissions(trial, { store, now: clock.now })
      const worstMicros = new Map<number, number>()
      const inFlight = new Set<number>()
      let trulySpentMicros = 0
      let places = 0
      const take = (decided: ReturnType<Admissions['decide']>): void => {
        for (const { ticket, admission } of decided) if (admission.ok) inFlight.add(ticket)
      }
      for (const next of steps) {
        if (next.kind === 'ask') {
          const place = trials * 1000 + places++
          worstMicros.set(place, next.micros)
          take(ask(admissions, place, next.micros))
        } else if (next.kind === 'crash') {
          store.close()
          store = openStore({ directory, clock })
          // What waited is gone with the process; what was in flight may have been drawn, and still counts.
          admissions = new Admissions(trial, { store, now: clock.now })
        } else {
          const ended = [...inFlight][next.which % Math.max(1, inFlight.size)]
          if (ended === undefined) continue
          const worst = worstMicros.get(ended) as number
          const actualMicros = next.share === null ? null : Math.floor(worst * next.share)
          record(store, trial.id, ended, actualMicros)
          inFlight.delete(ended)
          trulySpentMicros += actualMicros ?? worst
          take(admissions.decide())
        }
        const worstOfAll = [...inFlight].reduce(
          (sum, place) => sum + (worstMicros.get(place) as number),
          trulySpentMicros,
        )
        expect(worstOfAll).toBeLessThanOrEqual(cap)
      }
      store.close()
    }),
    { numRuns: 60 },
  )
}, 60_000)
