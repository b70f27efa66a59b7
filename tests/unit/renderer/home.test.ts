import { expect, test } from 'vitest'
import { prepareSpend } from '#renderer/features/home/prepare-spend.ts'
import { fileNameOf } from '#shared/units/file-name.ts'
import { countTrial, formatDay, stateTrial } from '#renderer/features/trials/describe-trial.ts'
import { describePercentiles } from '#shared/domain/describe-percentiles.ts'
import type { TrialSummary } from '#shared/domain/trial.ts'

const trial: TrialSummary = {
  id: 'trial-1',
  name: 'Storefront heroes',
  status: 'cancelled',
  practice: true,
  startedAt: '2026-11-03T12:00:00.000Z',
  finishedAt: '2026-11-03T12:10:00.000Z',
  contenders: [],
  sampleCount: 300,
  doneCount: 60,
  succeededCount: 58,
  spentMicros: 0,
  unknownChargeCount: 0,
  pictures: [],
}

test('the month rises day by day up to today and does not run ahead', () => {
  const days = [
    { day: '2026-11-02', chargedMicros: 5, practiceMicros: 1 },
    { day: '2026-11-04', chargedMicros: 7, practiceMicros: 0 },
  ]
  const spend = prepareSpend(
    { month: '2026-11', chargedMicros: 12, unknownChargeCount: 0, practiceMicros: 1, days },
    new Date('2026-11-05T23:00:00Z'),
  )
  expect(spend).toMatchObject({ daysInMonth: 30, today: 5, monthShort: 'Nov', highestMicros: 12 })
  expect(spend.lines.map((line) => line.cumulativeMicros)).toEqual([
    [0, 5, 5, 12, 12],
    [0, 1, 1, 1, 1],
  ])
})
test('a trial that was stopped does not look complete', () => {
  expect(stateTrial(trial)).toBe('Stopped 3 Nov, 60 of 300 samples')
  expect(countTrial({ ...trial, succeededCount: 0 })).toBe(
    '0 pictures from 60 finished samples. The reasons are kept with each.',
  )
  expect(countTrial({ ...trial, doneCount: 0 })).toBe('Nothing has come back yet.')
})
test('a day of another year says which', () => {
  expect(formatDay('2025-11-06T12:00:00Z', new Date('2026-11-22T00:00:00Z'))).toBe('6 Nov 2025')
})
test('percentiles that will not be shown are named with the n they need', () => {
  const percentiles = [
    { percentile: 0.5, shown: true, neededCount: 6 },
    { percentile: 0.9, shown: true, neededCount: 36 },
    { percentile: 0.99, shown: false, neededCount: 368 },
  ]
  expect(describePercentiles({ percentiles, samplesPerContender: 36 })).toEqual([
    { percentiles: 'Median, p90', says: 'yes, n 36' },
    { percentiles: 'p99', says: 'no, needs n 368' },
  ])
})
test('a trial’s name becomes a file name on every system', () => {
  expect(fileNameOf('Wallpaper, upscale to 2048² / café')).toBe('wallpaper-upscale-to-20482-cafe')
  expect(fileNameOf('…')).toBe('report')
})
