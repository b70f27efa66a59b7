import { describe, expect, test } from 'vitest'
import type { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import { DEFAULT_ASSUMPTIONS } from '#shared/domain/default-assumptions.ts'
import { describeAssumptions } from '#shared/economics/describe-assumptions.ts'

const RANGE = { low: 0.1, likely: 0.2, high: 0.3, source: 'typed-in' as const }

/** Another value for each that a cost hangs on; the seed is told with the draws. */
const OTHERS: Omit<CostAssumptions, 'seed'> = {
  imagesPerMonth: 7000,
  moreVolumes: [3000],
  traffic: { kind: 'office-hours' },
  trafficTimeZone: 'Europe/Zurich',
  latencyTarget: { seconds: 8, share: 0.95 },
  utilisation: 0.7,
  usableShare: 0.9,
  fleet: 'follows-traffic',
  idleSecondsUntilStop: 300,
  serviceVariation: 0.5,
  storageGigabytes: 80,
  storageMicrosPerGigabyteMonth: 70_000,
  extraMicrosPerImage: 500,
  countOverhead: true,
  machineOverhead: { ...DEFAULT_ASSUMPTIONS.machineOverhead, onCallHoursPerMonth: RANGE },
  managedOverhead: { ...DEFAULT_ASSUMPTIONS.managedOverhead, engineerShare: RANGE },
  hourlyRateUsd: { low: 40, likely: 50, high: 60, source: 'typed-in' },
  setUpMonths: 24,
  imagesPerMonthRange: { low: 5000, likely: 7000, high: 9000, source: 'typed-in' },
  utilisationRange: RANGE,
}

describe('assumptions in words', () => {
  test.each(Object.keys(OTHERS) as (keyof typeof OTHERS)[])(
    '%s is set, and the list does not show it, or calls it a default',
    (field) => {
      const before = describeAssumptions(DEFAULT_ASSUMPTIONS).map((row) => JSON.stringify(row))
      const after = describeAssumptions({ ...DEFAULT_ASSUMPTIONS, [field]: OTHERS[field] })
      const changed = after.filter((row) => !before.includes(JSON.stringify(row)))
      expect(changed.map(({ source }) => source)).toContain('typed in')
    },
  )
})
