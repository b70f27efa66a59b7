import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { imageFiles } from '#main/store/image-files.ts'
import { migrate } from '#main/store/migrate.ts'
import type { Results } from '#shared/domain/results.ts'
import { REPORT_FILES, ReportFormat } from '#shared/domain/report.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { exampleTrial } from '#tests/support/example-trial.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'

const TRIAL_ID = 'trial-example'

/** As the first version froze a trial: without loads, roles, axes, and what is known of the machine by now. */
function asInTheFirstVersion({ plan, environment }: Trial): { plan: object; environment: object } {
  const { load: _load, stop: _stop, warmUp: _warmUp, coldProbes: _probes, blocks: _blocks, axes: _axes, ...kept } = plan
  const { memoryBytes: _memory, network: _network, proxySchemes: _proxies, ...machine } = environment
  const { power: _power, accounts: _accounts, ...first } = machine
  const cases = plan.cases.map(({ index, name, prompt, picture }) => ({ index, name, prompt, picture }))
  return { plan: { ...kept, cases }, environment: first }
}

/** A data folder as the first version left it, with four samples: three pictures and a failure. */
async function firstFolder(directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true })
  const database = new Sqlite(join(directory, 'assay.sqlite'))
  migrate(database, 1)
  const trial = exampleTrial({ contenders: ['one', 'two'], cases: 2, repeats: 1 })
  const { plan, environment } = asInTheFirstVersion(trial)
  insert(database, 'trials', {
    id: TRIAL_ID,
    name: 'Old',
    status: 'finished',
    practice: 0,
    sample_count: 4,
    started_at: trial.startedAt,
    finished_at: '2026-11-22T10:10:00.000Z',
    process_id: 1,
    environment: JSON.stringify(environment),
    plan: JSON.stringify(plan),
  })
  for (const { id, name, position, providerId, modelId } of trial.plan.contenders) {
    const contender = {
      trial_id: TRIAL_ID,
      id,
      position,
      name,
      provider_id: providerId,
      model_id: modelId,
      practice: 0,
    }
    insert(database, 'contenders', contender)
  }
  for (const position of [0, 1, 2, 3]) await addSample(database, directory, position)
  database.close()
}

async function addSample(database: Database, directory: string, position: number): Promise<void> {
  const sampleId = `old-${position}`
  const place = {
    trial_id: TRIAL_ID,
    contender_id: position % 2 === 0 ? 'one' : 'two',
    case_index: position < 2 ? 0 : 1,
    repeat: 0,
    position,
    seed: 7,
  }
  const failed = position === 3
  const failure = failed ? { failure_class: 'server', failure_message: 'It answered 500.', failure_status: 500 } : {}
  insert(database, 'planned_samples', place)
  insert(database, 'samples', {
    id: sampleId,
    ...place,
    started_at: '2026-11-22T10:00:01.000Z',
    due_ms: 1000 * position,
    started_ms: 1000 * position,
    finished_ms: 1000 * position + 900,
    latency_ms: 900,
    service_ms: 890,
    held_back_ms: 0,
    outcome: failed ? 'failed' : 'succeeded',
    warnings: '[]',
    ...failure,
  })
  insert(database, 'attempts', {
    sample_id: sampleId,
    number: 1,
    started_ms: 1000 * position,
    finished_ms: 1000 * position + 900,
    ...failure,
  })
  insert(database, 'charges', {
    sample_id: sampleId,
    trial_id: TRIAL_ID,
    day: '2026-11-22',
    practice: 0,
    amount_micros: failed ? null : 3000,
    basis: failed ? 'estimated' : 'listed',
    evidence: '1 image',
  })
  if (failed) return
  const bytes = await sharp({
    create: { width: 1024, height: 1024, channels: 3, background: { r: 60 * position, g: 90, b: 160 } },
  })
    .png()
    .toBuffer()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await imageFiles(directory).keepImage(sha256, bytes)
  insert(database, 'images', { sha256, format: 'png', width: 1024, height: 1024, size_bytes: bytes.length })
  insert(database, 'sample_images', { sample_id: sampleId, ordinal: 0, sha256, flags: '[]' })
}

function insert(database: Database, table: string, values: Record<string, string | number | null>): void {
  const names = Object.keys(values)
  database
    .prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`)
    .run(values)
}

test('a trial of the first version can’t be exported any more, in some format, or its bundle can’t be opened and exported again', async () => {
  const dataDirectory = await temporaryDirectory()
  await firstFolder(dataDirectory)
  const { client, ...workbench } = await testWorkbench({ dataDirectory })
  const writeAll = async (trialId: string): Promise<string> => {
    const directory = await temporaryDirectory()
    await workbench.writeReport({ trialId, formats: ReportFormat.options, template: 'full', leaveOut: [] }, directory)
    for (const format of ReportFormat.options) {
      expect((await stat(join(directory, REPORT_FILES[format]))).size, format).toBeGreaterThan(500)
    }
    return directory
  }
  const directory = await writeAll(TRIAL_ID)
  const { rows, trial } = JSON.parse(await readFile(join(directory, 'results.json'), 'utf8')) as Results
  expect(rows.map(({ outcome, chargeMicros }) => [outcome, chargeMicros])).toEqual([
    ...[0, 1, 2].map(() => ['succeeded', 3000]),
    ['failed', null],
  ])
  expect(trial.environment.memoryBytes).toBeNull()
  const { id } = await workbench.openBundle(join(directory, 'evidence.zip'))
  await writeAll(id)
  const here = await client.analysis.charts({ trialId: id })
  expect({ ...here, trialId: TRIAL_ID }).toEqual(await client.analysis.charts({ trialId: TRIAL_ID }))
  expect(here.contenders.map(({ attempts }) => attempts)).toEqual([
    { succeeded: 2, failures: {} },
    { succeeded: 1, failures: { server: 1 } },
  ])
  expect(await client.analysis.compare({ firstId: id, secondId: TRIAL_ID })).toMatchObject({
    isSameTrial: true,
    conditions: [],
  })
})
