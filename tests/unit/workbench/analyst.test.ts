import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { analyseTrial } from '#main/reports/analyse-trial.ts'
import { openStore } from '#main/store/open-store.ts'
import { createAnalyst } from '#main/workbench/analyst.ts'
import { ReportOptions, USUAL_FORMATS } from '#shared/domain/report.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { exampleOrder, exampleSample, exampleTrial } from '../store/examples.ts'

test('numbers worked out on another thread that differ, miss what was just stored, or know a trial that is not there', async () => {
  const directory = await temporaryDirectory()
  const store = openStore({ directory, clock: { now: () => new Date('2026-11-14T12:00:00Z') } })
  const trial = exampleTrial()
  store.trials.create(trial, exampleOrder(), 1)
  const analyst = createAnalyst(directory)
  expect(await analyst.analyse('nobody')).toBeNull()
  expect(await analyst.latencies('nobody')).toBeNull()
  for (let position = 0; position < 12; position += 1) {
    store.samples.record(exampleSample(position, { latencyMs: 100 + position }))
    const analysis = await analyst.analyse(trial.id)
    expect(analysis).toStrictEqual(analyseTrial(trial, store.samples.rows(trial.id)))
    expect(await analyst.latencies(trial.id)).toStrictEqual(
      analysis?.contenders.map(({ contenderId, latency }) => ({ contenderId, ...latency })),
    )
  }
  await analyst.close()
  store.close()
})

test('a report that is written on the thread that answers pages, lacks its sittings, or fails without saying what to do', async () => {
  const directory = await temporaryDirectory()
  const store = openStore({ directory, clock: { now: () => new Date('2026-11-14T12:00:00Z') } })
  const trial = exampleTrial()
  store.trials.create(trial, exampleOrder(), 1)
  const analyst = createAnalyst(directory)
  const into = join(directory, 'report')
  await mkdir(into)
  const asked = { trialId: trial.id, formats: USUAL_FORMATS, options: ReportOptions.parse({}), directory: into }
  expect(await analyst.writeReport({ ...asked, trialId: 'nobody' })).toBe(false)
  expect(await analyst.writeReport(asked)).toBe(false)
  store.samples.record(exampleSample(0))
  let turns = 0
  const turning = setInterval(() => (turns += 1), 1)
  const written = await analyst.writeReport(asked)
  clearInterval(turning)
  expect(turns).toBeGreaterThan(0)
  expect(written).toBe(true)
  expect(await readFile(join(into, 'report.html'), 'utf8')).toContain('aria-label="Sittings"')
  await writeFile(join(directory, 'file'), '')
  await expect(analyst.writeReport({ ...asked, directory: join(directory, 'file', 'report') })).rejects.toMatchObject({
    name: 'AssayError',
    code: 'DATA_FOLDER_UNWRITABLE',
  })
  await analyst.close()
  store.close()
})
