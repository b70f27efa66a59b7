import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextDue } from '#shared/domain/next-due.ts'

const CREATED_AT = '2026-11-01T09:30:00.000Z'
const createdMs = Date.parse(CREATED_AT)
const iso = (atMs: number): string => new Date(atMs).toISOString()

test('a watch wanders round the clock, runs twice for one time, or forgets how many it missed', () => {
  const watch = fc.record({ everyMinutes: fc.integer({ min: 1, max: 2000 }), count: fc.integer({ min: 1, max: 60 }) })
  const lateness = fc.integer({ min: 0, max: 90 * 1440 * 60_000 })
  fc.assert(
    fc.property(watch, fc.nat({ max: 59 }), lateness, ({ everyMinutes, count }, place, lateMs) => {
      const everyMs = everyMinutes * 60_000
      const untilMs = createdMs + (count - 1) * everyMs
      const dueMs = createdMs + Math.min(place, count - 1) * everyMs
      const nowMs = dueMs + lateMs
      const times = { createdAt: CREATED_AT, everyMinutes, until: iso(untilMs) }
      const grid = Array.from({ length: count }, (_, index) => createdMs + index * everyMs)
      const next = grid.find((atMs) => atMs > nowMs) ?? null
      const missed = grid.filter((atMs) => atMs > dueMs && atMs <= nowMs).length
      expect(nextDue(times, iso(dueMs), new Date(nowMs))).toEqual({
        nextAt: next === null ? null : iso(next),
        missedCount: missed,
      })
    }),
  )
})
