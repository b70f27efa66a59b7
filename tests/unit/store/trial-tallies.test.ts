import { expect, test } from 'vitest'
import { openReader } from '#main/store/open-reader.ts'
import { openStore } from '#main/store/open-store.ts'
import type { Attempt, Failure } from '#shared/domain/sample.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { exampleOrder, exampleSample, exampleTrial } from './examples.ts'

const limit: Failure = { class: 'rate-limit', message: 'Slow down.', status: 429, rawBody: null }

test('a try that a retry made good is not counted, a warm-up is, or an unknown amount becomes 0', async () => {
  const directory = await temporaryDirectory()
  const store = openStore({ directory, clock: { now: () => new Date('2026-11-14T12:00:00Z') } })
  const trial = exampleTrial()
  store.trials.create(trial, exampleOrder(), 1)
  const plain = exampleSample(0)
  const [attempt] = plain.attempts as [Attempt]
  const unknown = { amountMicros: null, basis: 'estimated', priceId: null, evidence: '' } as const
  const listed = { amountMicros: 1500, basis: 'listed', priceId: null, evidence: '' } as const
  const contenderId = 'novita'
  store.samples.recordTogether([
    exampleSample(0, {
      contenderId,
      charge: listed,
      attempts: [
        { ...attempt, failure: limit },
        { ...attempt, number: 2, failure: null },
      ],
    }),
    exampleSample(1, {
      contenderId,
      charge: unknown,
      outcome: 'failed',
      failure: limit,
      images: [],
      attempts: [{ ...attempt, failure: limit }],
    }),
    exampleSample(2, { contenderId, charge: listed, role: 'warm-up', attempts: [{ ...attempt, failure: limit }] }),
  ])
  store.close()
  const reader = openReader(directory)
  const { attempts, charges } = reader.tallies(trial.id)
  expect(
    attempts.toSorted((left, right) =>
      (left.outcome + left.attemptFailureClass).localeCompare(right.outcome + right.attemptFailureClass),
    ),
  ).toEqual([
    { contenderId, outcome: 'failed', failureClass: 'rate-limit', attemptFailureClass: 'rate-limit', count: 1 },
    { contenderId, outcome: 'succeeded', failureClass: null, attemptFailureClass: null, count: 1 },
    { contenderId, outcome: 'succeeded', failureClass: null, attemptFailureClass: 'rate-limit', count: 1 },
  ])
  expect(charges).toEqual([
    { contenderId, basis: 'estimated', count: 0, micros: 0, unknownCount: 1 },
    { contenderId, basis: 'listed', count: 2, micros: 3000, unknownCount: 0 },
  ])
  expect(reader.tallies('nobody')).toEqual({ attempts: [], charges: [] })
  reader.close()
})
