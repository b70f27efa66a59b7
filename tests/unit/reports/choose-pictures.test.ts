import { expect, test } from 'vitest'
import { choosePictures } from '#main/reports/choose-pictures.ts'
import { makeContender, makeRow, makeTrial } from './make-trial.ts'

test('a warm-up or a later stage is shown for what measured, or an axis of sizes gets too small a place', () => {
  const trial = makeTrial([makeContender(0)], { prompts: 1 })
  trial.plan.cases = trial.plan.cases.map((asked) => ({ ...asked, parameters: { width: 2048 } }))
  const measured = makeRow('contender-0', 1, { caseIndex: 0, repeat: 0 })
  const rows = [
    measured,
    makeRow('contender-0', 0, { caseIndex: 0, repeat: 0, role: 'warm-up' }),
    makeRow('contender-0', 2, { caseIndex: 0, repeat: 0, stage: 1 }),
  ]
  const grid = choosePictures(trial, rows)
  expect(grid.rows.map(({ cells }) => cells)).toEqual([[measured]])
  expect(grid).toMatchObject({ width: 2048, height: 1024 })
})

test('a prompt is shown twice or passed over for one that is shown, or the appendix has no end', () => {
  const trial = makeTrial(
    Array.from({ length: 8 }, (_, position) => makeContender(position)),
    { prompts: 60 },
  )
  const { rows, further } = choosePictures(trial, [])
  const indexes = [...rows, ...further].map(({ prompt }) => prompt.index)
  expect([rows.length, further.length]).toEqual([8, 42])
  expect(new Set(indexes).size).toBe(50)
  expect(further.map(({ prompt }) => prompt.index)).toEqual(
    further.map(({ prompt }) => prompt.index).toSorted((one, other) => one - other),
  )
  const few = makeTrial([makeContender(0)], { prompts: 3 })
  expect(choosePictures(few, [])).toMatchObject({ further: [] })
})
