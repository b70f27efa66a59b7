import { expect, onTestFinished, test } from 'vitest'
import { openStore, type Store } from '#main/store/open-store.ts'
import { noMark, type Mark } from '#shared/domain/mark.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { exampleOrder, exampleSample, exampleTrial } from './examples.ts'

const NOW = '2026-11-14T10:00:00.000Z'

async function storeWithSamples(): Promise<Store> {
  const store = openStore({ directory: await temporaryDirectory(), clock: { now: () => new Date(NOW) } })
  onTestFinished(() => store.close())
  store.trials.create(exampleTrial(), exampleOrder(), 1)
  for (const position of [0, 1, 2]) store.samples.record(exampleSample(position))
  return store
}

const marked = (number: number, changes: Partial<Mark>): Mark => ({ ...noMark(`sample-${number}`), ...changes })

test('marks of one sample forgotten, mixed up with another’s, or told in another order than was sent', async () => {
  const store = await storeWithSamples()
  const second = marked(2, { stars: 3, tags: ['hands', 'six fingers'], note: 'Six “fingers”' })
  const first = marked(0, { verdict: 'fail' })
  expect(store.marks.put(second, NOW)).toBe(true)
  expect(store.marks.put(first, NOW)).toBe(true)
  expect(store.marks.ofTrial('trial-1')).toEqual([first, second])
  expect(store.marks.ofTrial('trial-2')).toEqual([])
})

test('a mark that is taken back stays, or a second one is added to the first', async () => {
  const store = await storeWithSamples()
  store.marks.put(marked(0, { stars: 3, note: 'A note' }), NOW)
  store.marks.put(marked(0, { stars: 5 }), NOW)
  expect(store.marks.ofTrial('trial-1')).toEqual([marked(0, { stars: 5 })])
  expect(store.marks.put(noMark('sample-0'), NOW)).toBe(true)
  expect(store.marks.ofTrial('trial-1')).toEqual([])
})

test('a mark of no sample is said to be kept', async () => {
  const store = await storeWithSamples()
  expect(store.marks.put(marked(99, { stars: 1 }), NOW)).toBe(false)
  expect(store.marks.put(noMark('sample-99'), NOW)).toBe(false)
})
