import { expect, test } from 'vitest'
import { openStore } from '#main/store/open-store.ts'
import { exampleRental } from '#tests/support/example-rental.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'
import { exampleTrial } from '#tests/unit/store/examples.ts'

test.each([
  ['paused', 'ready'],
  ['interrupted', 'ending'],
  ['cancelled', 'ending'],
] as const)(
  'the machine of a trial that is to go on is ended at the next start, or that of one that is over is kept: %s',
  async (status, state) => {
    const dataDirectory = await temporaryDirectory()
    const store = openStore({ directory: dataDirectory, clock: { now: () => new Date() } })
    const trial = exampleTrial()
    store.trials.create(trial, [], process.pid)
    store.trials.settle(trial.id, status, null, '2026-11-22T12:30:00.000Z')
    const rental = exampleRental({ trialId: trial.id, expiresAt: '2999-01-01T00:00:00.000Z' })
    store.rentals.add({ ...rental, request: { ...rental.request!, endWithTrial: true } }, null)
    store.close()

    const { client } = await testWorkbench({ dataDirectory })
    expect((await client.rental.list()).map((one) => one.state)).toEqual([state])
  },
)
