import { expect, test } from 'vitest'
import { gridSizes, fullWidth } from '#renderer/features/light-table/grid-sizes.ts'
import type { Place } from '#renderer/features/light-table/dimensions.ts'
import { placeOf, readStay, writeStay } from '#renderer/features/light-table/use-place.ts'
import { plainCase } from '#tests/support/plain-trial.ts'

const plan = { cases: [plainCase(0, 'Vase', 'a vase'), plainCase(1, 'Lake', 'a lake')] }
const [vase, lake] = plan.cases
if (vase === undefined || lake === undefined) throw new Error('there are two cases')
const line = { key: '', values: new Map(), planCase: null, seed: null }
const picture: Place = { planCase: lake, contenderId: 'b', repeat: 2 }

function tableWith(found: { row: number; column: number } | undefined) {
  return { rows: [line, line, line], columns: [line, line], find: () => found }
}

test('a picture that another arrangement lays elsewhere is lost, or one that is filtered out takes the place off the table', () => {
  const stay = { place: { row: 8, column: 1 }, picture }
  expect(placeOf(stay, tableWith({ row: 0, column: 1 }))).toEqual({ row: 0, column: 1 })
  expect(placeOf(stay, tableWith(undefined))).toEqual({ row: 2, column: 1 })
  expect(placeOf(stay, { rows: [], columns: [], find: () => undefined })).toEqual({ row: 0, column: 0 })
})

test('a place is another one after a reload, or what was stored of another trial breaks the table', () => {
  const stay = { place: { row: 8, column: 1 }, picture }
  expect(readStay(writeStay(stay), plan)).toEqual(stay)
  const hole = { place: { row: 1, column: 1 }, picture: null }
  expect(readStay(writeStay(hole), plan)).toEqual(hole)
  expect(readStay(writeStay(stay), { cases: [vase] })).toEqual({ ...stay, picture: null })
  const first = { place: { row: 0, column: 0 }, picture: null }
  for (const stored of [null, '', '{}', '[]', '[-1,0,null,null,null]', '["1",2]']) {
    expect(readStay(stored, plan), String(stored)).toEqual(first)
  }
})

test('pictures that fit the room leave a column out of it, or one of full width is cut off', () => {
  const square = { width: 1024, height: 1024 }
  const { columnWidth, hasFigures } = gridSizes('fit', 1228, 4, square)
  expect(4 * columnWidth).toBeLessThanOrEqual(1228 - 148)
  expect(hasFigures).toBe(true)
  expect(gridSizes(2048, 1228, 4, square).cellWidth).toBe(fullWidth(1228))
  expect(gridSizes(48, 1228, 4, square)).toMatchObject({ cellWidth: 48, hasFigures: false })
})
