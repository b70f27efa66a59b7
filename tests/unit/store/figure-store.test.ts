import { expect, test } from 'vitest'
import { openReader } from '#main/store/open-reader.ts'
import { openStore } from '#main/store/open-store.ts'
import { EXAMINATION, type PictureCheck } from '#shared/domain/picture-check.ts'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { exampleImage, exampleOrder, exampleSample, exampleTrial, pipelineSample, richSample } from './examples.ts'

const clock = { now: () => new Date('2026-11-14T12:00:00Z') }

const failure = { class: 'server', message: 'It failed.', status: 500, rawBody: null } as const

/** One sample of every sort, out of order, with a gap between positions. */
const SAMPLES = [
  exampleSample(7, { outcome: 'failed', failure, images: [], attempts: [] }),
  richSample(0),
  pipelineSample(6),
  exampleSample(1, { latencyMs: 0, startedMs: 0, dueMs: 0 }),
  exampleSample(2, { role: 'warm-up', stage: 2, block: 1, idleMs: 60_000 }),
  exampleSample(4, { disturbance: 'sleep' }),
  exampleSample(9, { outcome: 'cancelled', failure: { ...failure, class: 'cancelled' }, images: [] }),
  exampleSample(5, { outcome: 'refused', failure: { ...failure, class: 'content-policy' }, images: [] }),
]

function examined(number: number, flagged: PictureCheck['name']) {
  const checks = Object.entries(EXAMINATION).map(([name, version]) => ({
    name: name as PictureCheck['name'],
    version,
    parameters: {},
    result: { flags: name === flagged ? (['black'] as const) : [], reason: null },
  }))
  return { sha256: exampleImage(number).sha256, checks: checks as unknown as PictureCheck[], measures: [] }
}

async function storeAll() {
  const directory = await temporaryDirectory()
  const store = openStore({ directory, clock })
  const trial = exampleTrial()
  store.trials.create(trial, exampleOrder(), 1)
  store.samples.recordTogether(SAMPLES)
  store.pictureChecks.record([examined(0, 'black'), examined(1, 'decodes')])
  const rows = store.samples.rows(trial.id)
  store.close()
  const reader = openReader(directory)
  const figures = reader.figures(trial.id)
  return { rows, figures, reader }
}

test('a number that comes out another one than in the row of the same sample, a null as 0 or a 0 as null', async () => {
  const { rows, figures, reader } = await storeAll()
  expect(figures).toHaveLength(SAMPLES.length)
  // Whatever the columns can be asked for, by its name.
  const names = Object.keys(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(figures[0]))).filter(
    (name) => name !== 'constructor' && name !== 'image',
  ) as (keyof SampleFigures)[]
  expect(names.length).toBeGreaterThan(20)
  const read = (sample: SampleFigures) => ({
    ...Object.fromEntries(names.map((name) => [name, sample[name]])),
    picture:
      sample.image === null
        ? null
        : [sample.image.sha256, sample.image.format, sample.image.width, sample.image.height],
  })
  expect(figures.map(read)).toStrictEqual(rows.map(read))
  reader.close()
})

test('samples of another trial, or a trial without any', async () => {
  const { reader } = await storeAll()
  expect(reader.figures('nobody')).toEqual([])
  expect(reader.trials.get('nobody')).toBeNull()
  reader.close()
})
