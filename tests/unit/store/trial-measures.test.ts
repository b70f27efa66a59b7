import { expect, onTestFinished, test } from 'vitest'
import { openReader } from '#main/store/open-reader.ts'
import { openStore, type Store } from '#main/store/open-store.ts'
import { EXAMINATION, type PictureCheck } from '#shared/domain/picture-check.ts'
import { SOFT_CHECKS, type PictureMeasure, type SoftCheckName } from '#shared/domain/soft-check.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { exampleImage, exampleOrder, exampleSample, exampleTrial } from './examples.ts'

const measure = (name: SoftCheckName, value: number | null, later = 0): PictureMeasure => ({
  name,
  version: SOFT_CHECKS[name].version + later,
  parameters: SOFT_CHECKS[name].parameters,
  value,
  reason: value === null ? 'Too small.' : null,
})

const corners = (hash: string): PictureCheck => ({
  name: 'corner-detail',
  version: EXAMINATION['corner-detail'],
  parameters: {},
  result: { flags: [], reason: null, hash },
})

async function folder(): Promise<{ store: Store; directory: string }> {
  const directory = await temporaryDirectory()
  const store = openStore({ directory, clock: { now: () => new Date() } })
  onTestFinished(() => store.close())
  store.trials.create(exampleTrial({ id: 'trial-1' }), exampleOrder(), 1)
  store.trials.create(exampleTrial({ id: 'trial-2' }), exampleOrder(), 1)
  return { store, directory }
}

test('a value that is missing, of another trial or of another version among those of a trial', async () => {
  const { store, directory } = await folder()
  for (const position of [0, 1, 2, 3]) store.samples.record(exampleSample(position))
  store.samples.record(exampleSample(4, { id: 'elsewhere', trialId: 'trial-2' }))
  const record = (number: number, ...measures: PictureMeasure[]): void =>
    store.pictureChecks.record([{ sha256: exampleImage(number).sha256, checks: [], measures }])
  record(0, measure('noise', 2.5), measure('sharpness', 90))
  record(1, measure('noise', null))
  record(2, measure('noise', 7, 1))
  record(4, measure('noise', 99))

  const none = { sharpness: null, colourfulness: null, clipping: null, noise: null, blockiness: null, borders: null }
  expect(store.trialMeasures.bySample('trial-1')).toEqual([
    { sampleId: 'sample-0', values: { ...none, transparency: null, noise: 2.5, sharpness: 90 } },
    { sampleId: 'sample-1', values: { ...none, transparency: null } },
  ])
  const reader = openReader(directory)
  onTestFinished(() => reader.close())
  const found = [...reader.measured('trial-1').byContender.values()].flatMap(({ values }) => [...values])
  expect(new Map(found)).toEqual(
    new Map([
      ['noise', [2.5]],
      ['sharpness', [90]],
    ]),
  )
})

test('corners of each repeat of a case, or of a picture without any, handed on', async () => {
  const { store, directory } = await folder()
  store.samples.record(exampleSample(2, { caseIndex: 0, repeat: 1 }))
  store.samples.record(exampleSample(0, { caseIndex: 0 }))
  store.samples.record(exampleSample(1, { caseIndex: 1 }))
  const record = (number: number, check: PictureCheck): void =>
    store.pictureChecks.record([{ sha256: exampleImage(number).sha256, checks: [check], measures: [] }])
  record(0, corners('0a'))
  record(2, corners('2a'))
  record(1, { ...corners(''), result: { flags: [], reason: 'Too small.', hash: null } })
  const reader = openReader(directory)
  onTestFinished(() => reader.close())
  const found = [...reader.measured('trial-1').byContender.values()].flatMap((own) => own.corners)
  expect(found).toEqual([{ caseIndex: 0, detail: '0a' }])
})

test('a judged picture without its size or its values, or one that nobody judged among them', async () => {
  const { store, directory } = await folder()
  for (const position of [0, 1, 2]) store.samples.record(exampleSample(position))
  const session = {
    id: 'votes-1',
    trialId: 'trial-1',
    reviewer: 'Ada',
    questions: ['preferred' as const],
    shownAtOnce: 2,
    seed: 1,
    fileId: null,
    startedAt: '2026-11-14T10:00:00.000Z',
  }
  store.votes.begin(session)
  store.votes.add({
    sessionId: session.id,
    number: 1,
    question: 'preferred',
    caseIndex: 0,
    repeat: 0,
    shown: [0, 1].map((position) => ({ sampleId: `sample-${position}`, contenderId: 'novita' })),
    answer: { ranks: [1, 2], noneIsGood: false },
    repeats: null,
    surround: 'mid',
    shownAt: session.startedAt,
    answeredAt: session.startedAt,
    undoneAt: null,
  })
  for (const number of [0, 2])
    store.pictureChecks.record([{ sha256: exampleImage(number).sha256, checks: [], measures: [measure('noise', 3)] }])
  const { width, height } = exampleImage(0)
  const found = store.trialMeasures.ofVoted('trial-1')
  expect([...found]).toEqual([['sample-0', { width, height, values: expect.objectContaining({ noise: 3 }) as object }]])
  const reader = openReader(directory)
  onTestFinished(() => reader.close())
  expect(reader.measured('trial-1').voted).toEqual(found)
})
