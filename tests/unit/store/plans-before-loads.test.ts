import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrate } from '#main/store/migrate.ts'
import { openStore } from '#main/store/open-store.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { exampleTrial } from './examples.ts'

/** As it was frozen before there were loads, roles and axes. */
function asBefore({ load: _load, stop: _stop, warmUp: _warmUp, ...plan }: FrozenPlan): object {
  const { coldProbes: _coldProbes, blocks: _blocks, axes: _axes, cases, ...rest } = plan
  return { ...rest, cases: cases.map(({ index, name, prompt, picture }) => ({ index, name, prompt, picture })) }
}

test('a trial that was run before an update can no longer be opened', async () => {
  const directory = await temporaryDirectory()
  mkdirSync(directory, { recursive: true })
  const database = new Sqlite(join(directory, 'assay.sqlite'))
  migrate(database, 8)
  const trial = exampleTrial()
  database
    .prepare(
      `INSERT INTO trials (id, name, status, practice, sample_count, started_at, process_id, environment, plan)
      VALUES (?, ?, 'finished', 0, 12, ?, 1, ?, ?)`,
    )
    .run(
      trial.id,
      trial.plan.name,
      trial.startedAt,
      JSON.stringify(trial.environment),
      JSON.stringify(asBefore(trial.plan)),
    )
  database.close()

  const store = openStore({ directory, clock: { now: () => new Date('2026-11-28T12:00:00Z') } })
  expect(store.trials.get(trial.id)?.plan).toEqual(trial.plan)
  store.close()
})
