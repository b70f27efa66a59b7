import { expect, test } from 'vitest'
import { openStore } from '#main/store/open-store.ts'
import { plainCase } from '#tests/support/plain-trial.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { exampleImage, exampleSample, exampleTrial } from './examples.ts'

test('a prompt is shown by another one’s picture, by a failed sample, or by an older trial’s where a newer has one', async () => {
  const store = openStore({ directory: await temporaryDirectory(), clock: { now: () => new Date() } })
  const { plan } = exampleTrial()
  const trial = (id: string, name: string, startedAt: string, ...texts: string[]) =>
    store.trials.create(
      exampleTrial({
        id,
        startedAt,
        plan: { ...plan, name, cases: texts.map((text, index) => plainCase(index, text, text)) },
      }),
      [],
      1,
    )
  const record = (trialId: string, position: number, caseIndex: number, changes = {}) =>
    store.samples.record(
      exampleSample(position, {
        id: `${trialId}-${position}`,
        trialId,
        caseIndex,
        images: [{ image: exampleImage(position), flags: [] }],
        ...changes,
      }),
    )
  trial('t1', 'Older', '2026-11-01T00:00:00.000Z', 'a fox', 'a hen')
  record('t1', 1, 0)
  record('t1', 2, 1)
  trial('t2', 'Newer', '2026-11-02T00:00:00.000Z', 'a cow', 'a fox', 'a hen')
  record('t2', 10, 0)
  record('t2', 11, 1)
  record('t2', 12, 1)
  record('t2', 13, 2, {
    outcome: 'failed',
    failure: { class: 'server', message: 'No.', status: 500, rawBody: null },
    images: [],
  })
  const found = store.promptPictures(['a hen', 'a fox', 'a "dog"', 'a fox'], 9)
  expect(found).toEqual([
    { text: 'a hen', sha256: exampleImage(2).sha256, contenderName: 'The novita one', trialName: 'Older' },
    { text: 'a fox', sha256: exampleImage(11).sha256, contenderName: 'The segmind one', trialName: 'Newer' },
  ])
  expect(store.promptPictures(['a hen', 'a fox'], 1)).toHaveLength(1)
  expect(store.promptPictures([], 9)).toEqual([])
  store.close()
})
