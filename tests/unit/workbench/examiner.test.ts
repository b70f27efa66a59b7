import { expect, onTestFinished, test } from 'vitest'
import type { ExaminationPool } from '#main/images/examination-pool.ts'
import { openStore, type Store } from '#main/store/open-store.ts'
import type { Examination } from '#main/store/picture-check-store.ts'
import { Examiner, REST_FACTOR, type ExaminerOptions } from '#main/workbench/examiner.ts'
import { EXAMINATION, PictureCheckName, type PictureCheck } from '#shared/domain/picture-check.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { exampleImage, exampleOrder, exampleSample, exampleTrial } from '../store/examples.ts'

const nothingFound: PictureCheck[] = Object.entries(EXAMINATION).map(([name, version]) => ({
  name: PictureCheckName.parse(name),
  version,
  parameters: {},
  result: { flags: [], reason: null },
}))

const hash = (number: number): string => exampleImage(number).sha256
const hashes = (count: number): string[] => Array.from({ length: count }, (_, index) => hash(index))

/** A store with a trial of so many pictures. The trial is measured until it is settled. */
async function storeOf(pictures: number): Promise<Store> {
  const store = openStore({ directory: await temporaryDirectory(), clock: { now: () => new Date() } })
  onTestFinished(() => store.close())
  store.trials.create(exampleTrial({ id: 'trial-1' }), exampleOrder(pictures), 1)
  for (let position = 0; position < pictures; position += 1) store.samples.record(exampleSample(position))
  return store
}

function unexamined(store: Store): string[] {
  return store.pictureChecks.unexamined('').hashes
}

function settle(store: Store): void {
  store.trials.settle('trial-1', 'finished', null, '2026-11-14T10:00:00.000Z')
}

interface Scene {
  examiner: Examiner
  asked: string[]
  /** How many were decoded at the same time, at most. */
  most: () => number
  rests: { milliseconds: number; end: () => void }[]
  heard: Examination[]
  bugs: unknown[]
}

/** Time that only the test moves: an examination takes 10 ms, and a rest ends when it is told to, or is cut short. */
function examine(
  store: Store,
  changes: Partial<ExaminerOptions> & { fails?: (sha256: string) => boolean; stopsAfter?: number } = {},
): Scene {
  const { fails = () => false, stopsAfter = Infinity, ...options } = changes
  const { promise: closed, reject: close } = Promise.withResolvers<never>()
  closed.catch(() => {})
  let nowMs = 0
  let working = 0
  let most = 0
  const scene: Omit<Scene, 'examiner' | 'most'> = { asked: [], rests: [], heard: [], bugs: [] }
  const pool: ExaminationPool = {
    hashPixels: () => Promise.reject(new Error('not asked for')),
    async examine(sha256) {
      scene.asked.push(sha256)
      working += 1
      most = Math.max(most, working)
      if (scene.asked.length > stopsAfter) await closed
      await new Promise((resolve) => {
        setImmediate(resolve)
      })
      working -= 1
      nowMs += 10
      if (fails(sha256)) throw new Error('ENOENT: no such file')
      return { checks: nothingFound, measures: [] }
    },
    close: async () => close(new Error('The thread was stopped.')),
  }
  const examiner = new Examiner({
    store,
    pool,
    atOnce: 2,
    monotonicMs: () => nowMs,
    rest: (milliseconds, signal) =>
      new Promise((resolve) => {
        scene.rests.push({ milliseconds, end: resolve })
        signal.addEventListener('abort', () => resolve(), { once: true })
      }),
    reportBug: (error) => scene.bugs.push(error),
    ...options,
  })
  examiner.listen((examinations) => scene.heard.push(...examinations))
  onTestFinished(() => examiner.close())
  return { examiner, most: () => most, ...scene }
}

test('pictures that an earlier process left are never examined', async () => {
  const store = await storeOf(3)
  settle(store)
  const { examiner, asked } = examine(store)
  void examiner.open()
  await examiner.examined('trial-1')
  expect(unexamined(store)).toEqual([])
  expect(asked.toSorted()).toEqual(hashes(3))
})

test('decoding at full speed beside a trial that is being measured', async () => {
  const store = await storeOf(4)
  const { examiner, asked, most, rests } = examine(store)
  void examiner.open()
  const done = examiner.examined('trial-1')
  for (let index = 0; index < 4; index += 1) {
    await expect.poll(() => rests.length).toBe(index + 1)
    expect(asked).toHaveLength(index)
    rests[index]?.end()
  }
  await done
  expect(most()).toBe(1)
  expect(rests[0]?.milliseconds).toBeGreaterThan(4000)
  expect(rests.slice(1).map(({ milliseconds }) => milliseconds)).toEqual([10, 10, 10].map((ms) => ms * REST_FACTOR))
})

test('pictures that wait on after the trial has ended, or are decoded one by one', async () => {
  const store = await storeOf(6)
  const { examiner, asked, most, rests } = examine(store)
  void examiner.open()
  await expect.poll(() => rests.length).toBe(1)
  expect(asked).toEqual([])
  settle(store)
  examiner.wake()
  await examiner.examined('trial-1')
  expect(most()).toBe(2)
  expect(rests).toHaveLength(1)
})

test('the end of one trial taken for the end of all', async () => {
  const store = await storeOf(2)
  const { examiner, asked, rests } = examine(store)
  void examiner.open()
  await expect.poll(() => rests.length).toBe(1)
  examiner.wake()
  await expect.poll(() => rests.length).toBe(2)
  expect(asked).toEqual([])
})

test('a trial that starts while pictures are decoded at full speed, and gets no peace', async () => {
  const store = await storeOf(6)
  settle(store)
  const { examiner, asked, rests } = examine(store)
  void examiner.open()
  store.trials.create(exampleTrial({ id: 'trial-2' }), exampleOrder(), 1)
  await expect.poll(() => rests.length).toBe(1)
  expect(asked).toHaveLength(2)
  rests[0]?.end()
  await expect.poll(() => rests.length).toBe(2)
  expect(asked).toHaveLength(3)
})

test('a finding told before it is stored, or not told at all', async () => {
  const store = await storeOf(3)
  settle(store)
  const { examiner, heard } = examine(store)
  const unstored: string[] = []
  examiner.listen((examinations) => {
    heard.push(...examinations)
    unstored.push(
      ...examinations.map(({ sha256 }) => sha256).filter((sha256) => !store.pictureChecks.isExamined(sha256)),
    )
  })
  examiner.add(hashes(3))
  await examiner.examined('trial-1')
  expect(heard.map(({ sha256 }) => sha256).toSorted()).toEqual(hashes(3))
  expect(unstored).toEqual([])
})

test('a picture examined twice because it came twice, or was waited for', async () => {
  const store = await storeOf(3)
  settle(store)
  const { examiner, asked } = examine(store)
  void examiner.open()
  examiner.add(hashes(3))
  await Promise.all([examiner.examined('trial-1'), examiner.examined('trial-1')])
  examiner.add(hashes(3))
  await examiner.examined('trial-1')
  expect(asked.toSorted()).toEqual(hashes(3))
})

test('a picture that can’t be read keeping others from being examined, or a report waiting for it for ever', async () => {
  const store = await storeOf(4)
  settle(store)
  const { examiner, asked, bugs } = examine(store, { fails: (sha256) => sha256 === hash(1) })
  void examiner.open()
  await examiner.examined('trial-1')
  expect(unexamined(store)).toEqual([hash(1)])
  expect(bugs.map(String)).toEqual([`Error: The picture ${hash(1)} could not be examined: ENOENT: no such file`])
  await examiner.examined('trial-1')
  expect(asked).toHaveLength(4)
})

test('a disk that is full passed over in silence, or waited for', async () => {
  const store = await storeOf(3)
  settle(store)
  const full = {
    ...store,
    pictureChecks: {
      ...store.pictureChecks,
      record: () => {
        throw new Error('database or disk is full')
      },
    },
  }
  const { examiner, bugs, heard } = examine(full)
  void examiner.open()
  await examiner.examined('trial-1')
  expect(bugs.map(String)).toEqual(['Error: 3 pictures could not be examined: database or disk is full'])
  expect(heard).toEqual([])
  expect(unexamined(store)).toHaveLength(3)
})

test('a shutdown that waits for every picture, or loses what has been found', async () => {
  const store = await storeOf(20)
  settle(store)
  const { examiner, asked } = examine(store, { stopsAfter: 7 })
  void examiner.open()
  const waiting = examiner.examined('trial-1')
  await expect.poll(() => asked.length).toBe(9)
  await examiner.close()
  await waiting
  expect(unexamined(store)).toHaveLength(13)
  await examiner.examined('trial-1')
})
