import { expect, test } from 'vitest'
import { analyseTrial } from '#main/reports/analyse-trial.ts'
import type { GateTally } from '#shared/domain/picture-gates.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { makeContender, makeRow, makeTrial } from './make-trial.ts'

function gatesOf(...changes: Partial<SampleRow>[]): GateTally {
  const trial = makeTrial([makeContender(0)])
  const rows = changes.map((change, index) => makeRow('contender-0', index, change))
  const found = analyseTrial(trial, rows).contenders[0]
  if (found === undefined) throw new Error('The contender is missing.')
  return found.gates
}

test('money of what was of no use left out of the cost of a usable picture, or counted among the pictures', () => {
  const { costPerUsableMicros, ...counts } = gatesOf(
    {},
    {},
    { flags: ['black'] },
    { flags: ['other-size', 'other-format'] },
    { outcome: 'refused', chargeMicros: 1000 },
    { outcome: 'failed', failureClass: 'server', chargeMicros: 2000 },
    { outcome: 'cancelled', failureClass: 'cancelled', chargeMicros: 500_000 },
  )
  expect(counts).toEqual({ pictures: 4, usable: 2, open: 0, failed: { 'not-black': 1, size: 1, format: 1 } })
  // Four pictures at $0.003 and what the refusal and the failure cost, over the two that are of use.
  expect(costPerUsableMicros).toMatchObject({ state: 'known', value: (4 * 3000 + 3000) / 2, count: 2 })
})

test('a charge that is not known taken for nothing', () => {
  expect(gatesOf({}, { chargeMicros: null }).costPerUsableMicros).toEqual({ state: 'unknown', count: 1 })
  expect(gatesOf({}, { flags: ['black'], chargeMicros: null }).costPerUsableMicros.state).toBe('unknown')
})

test('a cost of usable pictures named while some are not examined, or where none is usable', () => {
  expect(gatesOf({}, { examined: false })).toMatchObject({
    usable: 1,
    open: 1,
    costPerUsableMicros: { state: 'unknown', count: 1 },
  })
  expect(gatesOf({ flags: ['blank'] }).costPerUsableMicros.state).toBe('too-few')
})
