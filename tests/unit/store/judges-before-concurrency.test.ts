import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrate } from '#main/store/migrate.ts'
import { openStore } from '#main/store/open-store.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { exampleRun } from './example-run.ts'

test('a judge from before calls could go together can’t go on, or goes on with more of them than it began with', async () => {
  const directory = await temporaryDirectory()
  mkdirSync(directory, { recursive: true })
  const database = new Sqlite(join(directory, 'assay.sqlite'))
  migrate(database, 23)
  database.pragma('foreign_keys = OFF')
  const {
    price,
    ceilingMicros,
    questions,
    pairs,
    capMicros,
    answerAs,
    temperature,
    practice: _,
    ...run
  } = exampleRun({
    status: 'stopped',
  })
  const settings = JSON.stringify({ price, ceilingMicros, questions, pairs, capMicros, answerAs, temperature })
  database
    .prepare(
      `INSERT INTO judge_runs (id, trial_id, account, provider_id, model_id, practice, settings, seed, prompt_version, prompt_sha256,
        picture_side, worst_case_micros, started_at, status, status_reason, ended_at, process_id)
      VALUES (@id, @trialId, @account, @providerId, @modelId, 0, @settings, @seed, @promptVersion, @promptSha256, @pictureSide,
        @worstCaseMicros, @startedAt, @status, @statusReason, @endedAt, 1)`,
    )
    .run({ ...run, settings })
  database.close()

  const store = openStore({ directory, clock: { now: () => new Date('2026-11-30T22:00:00Z') } })
  expect(store.judges.get('judge-1')).toEqual(exampleRun({ status: 'stopped', concurrency: 1 }))
  store.close()
})
