import { describe, expect, test } from 'vitest'
import { compareAskedAndReturned, notLikeForLike } from '#renderer/features/light-table/asked-and-returned.ts'
import { readLightTableSearch } from '#renderer/features/light-table/light-table-search.ts'
import { moveInGrid } from '#renderer/features/light-table/move-in-grid.ts'
import { findExtent } from '#renderer/features/light-table/picture-extent.ts'
import { placeKey, samplesByPlace } from '#renderer/features/light-table/samples-by-place.ts'
import { pictureAddress } from '#renderer/ui/picture-address.ts'
import { contender, frozenPlan, sampleRow } from './sample-trial.ts'

const plan = frozenPlan([contender('a', 0), contender('b', 1)])
const smaller = sampleRow({
  contenderId: 'b',
  caseIndex: 1,
  image: { sha256: 'b'.repeat(64), format: 'jpeg', width: 768, height: 768, sizeBytes: 1 },
  flags: ['other-size'],
})
const refused = sampleRow({ contenderId: 'b', outcome: 'refused', failureClass: 'content-policy', image: null })
const rows = [sampleRow(), smaller, refused, sampleRow({ repeat: 1, caseIndex: 1 })]

describe('the light table', () => {
  test('shows one repeat and does not mix in another', () => {
    const samples = samplesByPlace(rows)
    expect(samples.get(placeKey(1, 'a', 0))).toBeUndefined()
    expect(samples.get(placeKey(1, 'b', 0))).toBe(smaller)
  })
  test('shows a warm-up, a probe or a later stage in the place of what was measured', () => {
    const measured = sampleRow()
    const others = [
      sampleRow({ role: 'warm-up' }),
      sampleRow({ role: 'cold-probe', image: null }),
      sampleRow({ stage: 1 }),
    ]
    const samples = samplesByPlace([measured, ...others])
    expect([...samples.values()]).toEqual([measured])
  })
  test('draws every picture on one scale, so that a smaller one is smaller', () => {
    expect(findExtent(plan, rows)).toEqual({ width: 1024, height: 1024 })
    const larger = sampleRow({
      image: { sha256: 'c'.repeat(64), format: 'png', width: 2048, height: 512, sizeBytes: 1 },
    })
    expect(findExtent(plan, [larger])).toEqual({ width: 2048, height: 1024 })
  })
})

test('an address with nonsense in it still opens', () => {
  expect(readLightTableSearch({ repeat: 'two', open: -1, show: 'everything', filter: 7, marked: 3, only: 4 })).toEqual({
    filter: '7',
    marked: '3',
  })
  expect(readLightTableSearch({ repeat: 2, open: 0, show: 'flagged' })).toEqual({ repeat: 2, open: 0, show: 'flagged' })
})
test('arrows stop at the edges of the grid', () => {
  const shape = { rows: 3, columns: 2, page: 2 }
  expect(moveInGrid({ row: 0, column: 0 }, 'ArrowUp', shape)).toEqual({ row: 0, column: 0 })
  expect(moveInGrid({ row: 1, column: 0 }, 'PageDown', shape)).toEqual({ row: 2, column: 0 })
  expect(moveInGrid({ row: 1, column: 0 }, 'End', shape)).toEqual({ row: 1, column: 1 })
  expect(moveInGrid({ row: 1, column: 0 }, 'x', shape)).toBeNull()
})
test('a thumbnail is not blown up beyond its pixels', () => {
  expect(pictureAddress('a', 64, 2)).toBe('/thumbnails/a?side=128')
  expect(pictureAddress('a', 384, 1)).toBe('/thumbnails/a')
  expect(pictureAddress('a', 384, 2)).toBe('/images/a')
})
test('what was not said is not taken for what was asked', () => {
  const lines = compareAskedAndReturned(
    smaller,
    contender('b', 1, { parameters: { width: 1024, height: 1024, steps: 4 } }),
    { parameters: {} },
  )
  expect(lines.find(({ name }) => name === 'Steps')).toMatchObject({ asked: '4', returned: null, differs: false })
  expect(lines.find(({ name }) => name === 'Size')).toMatchObject({ asked: '1024²', returned: '768²', differs: true })
  expect(lines.find(({ name }) => name === 'Format')).toMatchObject({
    asked: 'its default',
    returned: 'JPEG',
    differs: false,
  })
})
test('a pipeline that enlarges is said to have drawn another size, or the seed of its last step is held against it', () => {
  const upscaled = contender('b', 1)
  const { furtherSteps: _, id: _id, name: _name, position: _position, concurrency: _concurrency, ...step } = upscaled
  const lines = compareAskedAndReturned(
    { ...smaller, reportedSeed: '0' },
    { ...upscaled, furtherSteps: [step] },
    { parameters: {} },
  )
  expect(lines.filter(({ differs }) => differs)).toEqual([])
  expect(lines.find(({ name }) => name === 'Seed')).toMatchObject({ returned: null })
})
test('a parameter that was changed on its way, or a picture of another size, passes for a fair match', () => {
  const dropped = { parameter: 'steps', action: 'dropped', asked: '9', sent: null, reason: 'Not taken.' } as const
  const asked = { parameters: {} }
  expect(notLikeForLike(sampleRow(), contender('a', 0), asked)).toEqual([])
  expect(notLikeForLike({ ...smaller, reportedSeed: '9', warnings: [dropped] }, contender('b', 1), asked)).toEqual([
    'size 768², asked 1024²',
    'seed 9, asked 7',
    'steps sent not at all, asked 9',
  ])
})
