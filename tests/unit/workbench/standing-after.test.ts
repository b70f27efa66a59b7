import { expect, test } from 'vitest'
import { rebaseArrivals } from '#main/workbench/rebase-arrivals.ts'
import { standingAfter } from '#main/workbench/standing-after.ts'
import { workingTime } from '#shared/domain/working-time.ts'
import { PLAIN_PLANNED } from '#tests/support/plain-trial.ts'

const verdict = (status: 'finished' | 'paused' | 'cancelled' | 'failed') => ({ status, reason: `was ${status}` })
const cancelled = { status: 'cancelled', statusReason: 'Cancelled by you.' } as const
const finished = { status: 'finished', statusReason: null } as const

/** A planned sample of an open loop. */
function at(position: number, arrivalMs: number | null, block = 0) {
  return { ...PLAIN_PLANNED, position, contenderId: 'a', caseIndex: 0, repeat: position, seed: 1, block, arrivalMs }
}

test('a pause that came too late leaves a finished trial that waits to be resumed', () => {
  expect(standingAfter('start', verdict('paused'), { before: finished, left: 0 }).status).toBe('finished')
  expect(standingAfter('resume', verdict('paused'), { before: cancelled, left: 3 }).status).toBe('paused')
})

test('a retry of a trial that was cancelled half-way calls it finished, or one of a finished trial takes that back', () => {
  expect(standingAfter('retry', verdict('finished'), { before: cancelled, left: 9 })).toEqual({
    status: 'cancelled',
    reason: 'Cancelled by you.',
  })
  expect(standingAfter('retry', verdict('cancelled'), { before: finished, left: 0 }).status).toBe('finished')
  expect(standingAfter('retry', verdict('failed'), { before: finished, left: 0 }).status).toBe('failed')
})

test('a night between two sittings counts as time at work', () => {
  const sittings = [
    { offsetMs: 0, startedAt: '2026-11-28T12:00:00.000Z', endedAt: '2026-11-28T12:01:00.000Z' },
    { offsetMs: 36_000_000, startedAt: '2026-11-28T22:00:00.000Z', endedAt: null },
  ]
  const workedMs = workingTime(sittings)
  expect([30_000, 60_000, 20_000_000, 36_000_000, 36_005_000].map(workedMs)).toEqual([
    30_000, 60_000, 60_000, 60_000, 65_000,
  ])
})

test('what should have come during a pause comes all at once after it', () => {
  const left = rebaseArrivals([at(4, 4000), at(5, 5500), at(6, 900, 1), at(7, 1000, 1), at(8, null, 2)])
  expect(left.map(({ arrivalMs }) => arrivalMs)).toEqual([0, 1500, 0, 100, null])
})
