import { expect, test } from 'vitest'
import { sittingsTable } from '#main/reports/sections/sittings-table.ts'
import type { Sitting } from '#shared/domain/sitting.ts'
import { makeContender, makeTrial } from './make-trial.ts'

const trial = makeTrial([makeContender(0)])

const FIRST: Sitting = {
  number: 1,
  kind: 'start',
  startedAt: '2026-11-14T15:02:00.000Z',
  endedAt: '2026-11-14T15:12:00.000Z',
  offsetMs: 0,
  processId: 1,
  environment: trial.environment,
  ending: 'paused',
  reason: null,
  sleeps: [],
}

test('a sitting on another machine, or a sleep, is not told, or told at another time than it was', () => {
  const second: Sitting = {
    ...FIRST,
    number: 2,
    kind: 'retry',
    startedAt: '2026-11-15T09:00:00.000Z',
    endedAt: null,
    // On the trial's time line, which went on over night.
    offsetMs: 64_680_000,
    environment: { ...trial.environment, timeZone: 'Europe/Lisbon', network: ['wireless'] },
    ending: null,
    sleeps: [{ atMs: 64_680_000 + 90_000, lengthMs: 300_000 }],
  }
  const third: Sitting = { ...FIRST, number: 3, kind: 'extend', reason: 'The <budget> was spent.' }
  const text = String(sittingsTable(trial, [FIRST, second, third]))
  const [one = '', two = '', three = ''] = text.split('<tr>').slice(2)
  expect(one).toContain('14 November 2026 at 15:12:00 UTC<small>paused</small>')
  expect(one).toContain('as above')
  expect(two).toContain('What had given no picture, once more')
  expect(two).toContain('goes on')
  expect(two).toContain('Network: Wireless. Time zone: Europe/Lisbon')
  expect(two).toContain('15 November 2026 at 09:01:30 UTC, for 5 min')
  expect(three).toContain('as the first')
  expect(three).toContain('&lt;budget&gt;')
})

test('an older trial, of which no sitting was written down, has an empty table', () => {
  expect(sittingsTable(trial, [])).toBeNull()
})
