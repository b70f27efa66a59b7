import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { analyseCharts } from '#main/reports/analyse-charts.ts'
import { analyseTrial } from '#main/reports/analyse-trial.ts'
import { openReader } from '#main/store/open-reader.ts'
import { openStore } from '#main/store/open-store.ts'
import { createAnalyst } from '#main/workbench/analyst.ts'
import type { Contender } from '#shared/domain/plan.ts'
import { ReportOptions, USUAL_FORMATS } from '#shared/domain/report.ts'
import type { VoteSession } from '#shared/domain/vote.ts'
import { planBallots } from '#shared/votes/plan-ballots.ts'
import { ratedTrialOf } from '#shared/votes/rated-trial.ts'
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
  const reader = openReader(directory)
  expect(await analyst.charts(trial.id)).toStrictEqual(
    analyseCharts(trial, store.samples.rows(trial.id), reader.tallies(trial.id)),
  )
  expect(await analyst.charts('nobody')).toBeNull()
  reader.close()
  await analyst.close()
  store.close()
})

const BUNDLED = { createdAt: '2026-11-14T12:00:00.000Z', assayVersion: '0.1.0' }

test('a report that is written on the thread that answers pages, lacks its sittings, or fails without saying what to do', async () => {
  const directory = await temporaryDirectory()
  const store = openStore({ directory, clock: { now: () => new Date('2026-11-14T12:00:00Z') } })
  const trial = exampleTrial()
  store.trials.create(trial, exampleOrder(), 1)
  const analyst = createAnalyst(directory)
  const into = join(directory, 'report')
  await mkdir(into)
  const asked = {
    trialId: trial.id,
    formats: USUAL_FORMATS,
    options: ReportOptions.parse({}),
    directory: into,
    ...BUNDLED,
    published: { claims: [], prices: [] },
  }
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

test('a model over its trials is out of order, mixed up with practice, or with a pipeline that begins with it; a comparison with a trial that is not there is one', async () => {
  const directory = await temporaryDirectory()
  const store = openStore({ directory, clock: { now: () => new Date('2026-11-14T12:00:00Z') } })
  const days = ['2026-11-14', '2026-11-10', '2026-11-12']
  const { plan } = exampleTrial()
  const [novita, segmind] = plan.contenders as [Contender, Contender]
  // The example begins a pipeline.
  expect(novita.furtherSteps).not.toEqual([])
  const alone = { ...novita, furtherSteps: [] }
  for (const [index, day] of days.entries()) {
    const trial = exampleTrial({
      id: `trial-${day}`,
      startedAt: `${day}T09:30:00.000Z`,
      plan: { ...plan, contenders: [index === 2 ? novita : alone, segmind] },
    })
    store.trials.create(trial, exampleOrder(), 1)
    for (let position = 0; position < 12; position += 1) {
      const sample = { id: `${day}-${position}`, trialId: trial.id, latencyMs: 1000 * (index + 1) + position }
      store.samples.record(exampleSample(position, sample))
    }
  }
  const analyst = createAnalyst(directory)
  expect(await analyst.models()).toMatchObject([
    { providerId: 'novita', providerName: 'novita', practice: false, trialCount: 2 },
    { providerId: 'segmind', providerName: 'segmind', practice: true, trialCount: 3 },
  ])
  const model = { providerId: 'novita', modelId: novita.modelId, practice: false }
  const history = await analyst.history(model)
  expect(history.points.map(({ trialId }) => trialId)).toEqual(['trial-2026-11-10', 'trial-2026-11-14'])
  for (const { trialId, median, costPerImageMicros } of history.points) {
    const own = (await analyst.analyse(trialId))?.contenders.find(({ contenderId }) => contenderId === 'novita')
    expect(median).toEqual(own?.latency.p50)
    expect(costPerImageMicros).toEqual(own?.costPerImageMicros)
  }
  expect(await analyst.history({ ...model, practice: true })).toEqual({ points: [], olderCount: 0 })

  const compared = await analyst.compare('trial-2026-11-10', 'trial-2026-11-14')
  expect(compared.contenders.map(({ second }) => second.id)).toEqual(['novita', 'segmind'])
  await expect(analyst.compare('trial-2026-11-10', 'nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await analyst.close()
  store.close()
})

test('ballots that are planned on another thread are others, or need what can’t cross to it', async () => {
  const directory = await temporaryDirectory()
  const store = openStore({ directory, clock: { now: () => new Date('2026-11-14T12:00:00Z') } })
  const trial = exampleTrial()
  store.trials.create(trial, exampleOrder(), 1)
  for (const { position } of exampleOrder()) store.samples.record(exampleSample(position))
  const pictures = store.votablePictures(trial.id)
  const session: VoteSession = {
    id: 'session-1',
    trialId: trial.id,
    reviewer: 'Ada',
    questions: ['preferred'],
    shownAtOnce: 2,
    seed: 7,
    fileId: null,
    startedAt: '2026-11-14T12:00:00.000Z',
  }
  const analyst = createAnalyst(directory)
  const planned = await analyst.planBallots({ trialId: trial.id, session, pictures, count: 3 })
  const rated = ratedTrialOf(trial.plan, { sessions: [session], votes: [], pictures })
  expect(planned.length).toBeGreaterThan(0)
  expect(planned).toEqual(planBallots({ ...rated, session }, 3))
  await analyst.close()
  store.close()
})

test('what was asked for while Assay closes reads as a defect of Assay', async () => {
  const directory = await temporaryDirectory()
  const store = openStore({ directory, clock: { now: () => new Date('2026-11-14T12:00:00Z') } })
  store.close()
  const analyst = createAnalyst(directory)
  const [asked] = await Promise.allSettled([analyst.models(), analyst.close()])
  expect(asked).toMatchObject({ status: 'rejected', reason: { name: 'AssayError', code: 'NOT_RUNNING' } })
})
