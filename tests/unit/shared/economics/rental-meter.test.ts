import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MeterRule } from '#shared/domain/rental.ts'
import { meterRental } from '#shared/economics/rental-meter.ts'

const LAUNCH_MS = Date.parse('2026-11-22T12:00:00.000Z')
const at = (seconds: number): string => new Date(LAUNCH_MS + seconds * 1000).toISOString()
const byTheMinute: MeterRule = { starts: 'launched', incrementSeconds: 60, words: 'by the minute' }
const whileRunning: MeterRule = { starts: 'running', incrementSeconds: 1, words: 'by the second while it runs' }

const rental = {
  hourlyMicros: 1_290_000,
  storageHourlyMicros: null,
  launchedAt: at(0),
  existsSince: at(2),
  runningSince: at(90),
  endConfirmedAt: at(3601),
}

describe('the meter of a rented machine', () => {
  it('counts whole minutes where the provider does: 3,601 s are 61 minutes', () => {
    // 61 / 60 × $1.29 = $1.3115
    expect(meterRental(rental, byTheMinute, 0).amountMicros).toBe(1_311_500)
  })

  it('counts from the running machine where the provider does, and storage from the machine that exists', () => {
    // (3,601 − 90) s × $1.29 / 3,600 = $1.258108333, and (3,601 − 2) s × $0.036 / 3,600 = $0.03599
    const stored = { ...rental, storageHourlyMicros: 36_000 }
    expect(meterRental(stored, whileRunning, 0).amountMicros).toBe(1_258_109 + 35_990)
  })

  it('bills nothing for a machine that never was, and no GPU for one that never ran', () => {
    const never = { ...rental, existsSince: null, runningSince: null, endConfirmedAt: null }
    expect(meterRental(never, byTheMinute, LAUNCH_MS + 9_000_000).amountMicros).toBe(0)
    const stuck = { ...rental, runningSince: null, storageHourlyMicros: 36_000 }
    expect(meterRental(stuck, whileRunning, 0).amountMicros).toBe(35_990)
  })

  it('goes on counting while the end is not confirmed, and says so', () => {
    const unconfirmed = { ...rental, endConfirmedAt: null }
    const charge = meterRental(unconfirmed, byTheMinute, LAUNCH_MS + 7_200_000)
    expect(charge.amountMicros).toBe(2_580_000)
    expect(charge.evidence).toContain('not confirmed')
  })

  it('never falls, never runs behind the exact price, and is never more than an increment and two micro-dollars ahead', () => {
    const rules = fc.constantFrom(byTheMinute, whileRunning, { ...whileRunning, starts: 'exists' as const })
    const seconds = fc.integer({ min: 91, max: 5_000_000 })
    fc.assert(
      fc.property(
        rules,
        fc.integer({ min: 0, max: 90_000_000 }),
        seconds,
        seconds,
        (rule, hourlyMicros, one, other) => {
          const cost = (until: number): number =>
            meterRental({ ...rental, hourlyMicros, endConfirmedAt: at(until) }, rule, 0).amountMicros ?? Number.NaN
          const [early, late] = one < other ? [one, other] : [other, one]
          expect(cost(early)).toBeLessThanOrEqual(cost(late))
          const startSeconds = { launched: 0, exists: 2, running: 90 }[rule.starts]
          const exact = (hourlyMicros * (late - startSeconds)) / 3600
          expect(cost(late)).toBeGreaterThanOrEqual(Math.floor(exact))
          expect(cost(late)).toBeLessThanOrEqual(exact + (hourlyMicros * rule.incrementSeconds) / 3600 + 2)
        },
      ),
    )
  })
})
