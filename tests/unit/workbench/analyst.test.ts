import { expect, test } from 'vitest'
import { analyseTrial } from '#main/reports/analyse-trial.ts'
import { openStore } from '#main/store/open-store.ts'
import { createAnalyst } from '#main/workbench/analyst.ts'
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
