import { expect, test } from 'vitest'
import { checkTrial, type MeasuredPictures } from '#main/reports/check-trial.ts'
import { TrialChecks } from '#shared/domain/trial-checks.ts'
import { NEEDED_FOR_MARKS } from '#shared/stats/repeated-marks.ts'
import { makeContender, makeRow, makeTrial } from './make-trial.ts'

const trial = makeTrial([makeContender(0), makeContender(1)])

function checked(rows: ReturnType<typeof makeRow>[], measured: Partial<MeasuredPictures> = {}) {
  const byContender = new Map([['contender-0', { values: new Map(), corners: [], ...measured }]])
  const found = checkTrial(trial, rows, { byContender, votes: [], voted: new Map() })
  expect(TrialChecks.parse(found)).toEqual(found)
  const [first, second] = found.contenders
  if (first === undefined || second === undefined) throw new Error('A contender is missing.')
  return { first, second }
}

test('pictures without a value that count as zero, or a median of too few', () => {
  const rows = Array.from({ length: 9 }, (_, position) => makeRow('contender-0', position))
  const values = new Map([
    ['noise', [1, 2, 3, 16, 17, 18, 19]],
    ['sharpness', [3, 90]],
  ] as const)
  const { first, second } = checked(rows, { values })
  const of = (name: string) => first.soft.find((one) => one.name === name)
  expect(of('noise')).toMatchObject({ median: { value: 16, count: 7 }, tripped: 4, measured: 7, unmeasured: 2 })
  expect(of('sharpness')).toMatchObject({ median: { state: 'too-few', count: 2 }, tripped: 1, unmeasured: 7 })
  expect(of('borders')).toMatchObject({ median: { state: 'too-few', count: 0 }, measured: 0, unmeasured: 9 })
  for (const soft of second.soft) expect(soft).toMatchObject({ measured: 0, unmeasured: 0 })
})

test('pictures of another prompt, or of the same seed, counted as near duplicates', () => {
  const look = '0123456789abcdef'
  const rows = [
    makeRow('contender-0', 0, { caseIndex: 0, seed: 1, perceptualHash: look }),
    makeRow('contender-0', 1, { caseIndex: 0, seed: 2, perceptualHash: look }),
    makeRow('contender-0', 2, { caseIndex: 0, seed: 3, perceptualHash: 'f'.repeat(16) }),
    makeRow('contender-0', 3, { caseIndex: 1, seed: 4, perceptualHash: look }),
    makeRow('contender-0', 4, { caseIndex: 2, seed: 5, perceptualHash: null }),
  ]
  expect(checked(rows).first.nearDuplicates).toEqual({ near: 2, compared: 3 })
})

test('a mark that is the work of one prompt, asked many times, taken for one of the contender', () => {
  const mark = '6'.repeat(128) + '0'.repeat(384)
  const ofCases = (count: number) => Array.from({ length: count }, (_, caseIndex) => ({ caseIndex, detail: mark }))
  const found = checked([], { corners: ofCases(NEEDED_FOR_MARKS) }).first.marks
  expect(found).toEqual({ compared: 8, found: [{ corner: 'top left', bearing: 8 }] })
  expect(checked([], { corners: ofCases(NEEDED_FOR_MARKS - 1) }).first.marks).toBeNull()
  const again = [...ofCases(7), { caseIndex: 3, detail: mark }]
  expect(checked([], { corners: again }).first.marks).toBeNull()
})
