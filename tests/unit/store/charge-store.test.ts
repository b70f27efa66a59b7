import { expect, test } from 'vitest'
import { openStore } from '#main/store/open-store.ts'
import { SpendSummary } from '#shared/domain/spend.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { exampleOrder, exampleSample, exampleTrial } from './examples.ts'

const clock = { now: () => new Date('2026-11-14T12:00:00Z') }

test('a month that counts practice as money, an unknown charge as none, or a neighbour’s day as its own', async () => {
  const store = openStore({ directory: await temporaryDirectory(), clock })
  store.trials.create(exampleTrial(), exampleOrder(), 1)
  const on = (position: number, startedAt: string, amountMicros: number | null): void =>
    store.samples.record(
      exampleSample(position, {
        startedAt,
        charge: { amountMicros, basis: 'reported', priceId: null, evidence: 'x-cost header' },
      }),
    )
  // Even positions are the real contender, odd ones the simulated one.
  on(0, '2026-10-31T23:59:59.999Z', 1_000_000)
  on(2, '2026-11-01T00:00:00.000Z', 20)
  on(4, '2026-11-01T12:00:00.000Z', 3)
  on(6, '2026-11-30T23:59:59.999Z', null)
  on(8, '2026-12-01T00:00:00.000Z', 4_000_000)
  on(1, '2026-11-30T12:00:00.000Z', 500)
  on(3, '2026-11-30T12:00:00.000Z', null)

  const summary = store.spend.summary('2026-11')
  expect(SpendSummary.parse(summary)).toStrictEqual({
    month: '2026-11',
    chargedMicros: 23,
    unknownChargeCount: 1,
    practiceMicros: 500,
    days: [
      { day: '2026-11-01', chargedMicros: 23, practiceMicros: 0 },
      { day: '2026-11-30', chargedMicros: 0, practiceMicros: 500 },
    ],
  })
  expect(store.spend.summary('2025-01')).toStrictEqual({
    month: '2025-01',
    chargedMicros: 0,
    unknownChargeCount: 0,
    practiceMicros: 0,
    days: [],
  })
  store.close()
})
