import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import type { CostBasis } from '#shared/domain/cost-basis.ts'
import type { Price } from '#shared/domain/price.ts'
import { monthCost } from '#shared/economics/month-cost.ts'
import { machine, makePrice, managed, setting, typed } from './make-basis.ts'

/** Each of eight kinds of items is rounded to the micro-dollar by itself; of large ones the last binary digits are lost. */
const rounded = (micros: number): number => micros * (1 - 1e-9) - 8

const usd = (tenThousandths: number): string => (tenThousandths / 10_000).toFixed(4)

/** Everything that a month hangs on: curves, targets, fleets, people, and weights of a curve of one's own. */
const anySetting: fc.Arbitrary<Partial<CostAssumptions>> = fc.record({
  traffic: fc.oneof(
    fc.constantFrom({ kind: 'flat' as const }, { kind: 'office-hours' as const }, { kind: 'evening-peak' as const }),
    fc
      .array(fc.integer({ min: 0, max: 50 }), { minLength: 24, maxLength: 24 })
      .filter((weights) => weights.some((weight) => weight > 0))
      .map((weights) => ({ kind: 'own' as const, weights })),
  ),
  trafficTimeZone: fc.constantFrom('UTC', 'Asia/Tokyo', 'America/New_York'),
  utilisation: fc.option(fc.double({ min: 0.05, max: 1, noNaN: true }), { nil: null }),
  latencyTarget: fc.option(
    fc.record({ seconds: fc.double({ min: 200, max: 900, noNaN: true }), share: fc.constantFrom(0.5, 0.95, 0.999) }),
    { nil: null },
  ),
  serviceVariation: fc.constantFrom(0, 0.5, 1, 2),
  fleet: fc.constantFrom('kept-on' as const, 'follows-traffic' as const),
  idleSecondsUntilStop: fc.constantFrom(0, 5, 60, 3600),
  extraMicrosPerImage: fc.integer({ min: 0, max: 1000 }),
  storageGigabytes: fc.constantFrom(0, 80),
  storageMicrosPerGigabyteMonth: fc.constant(70_000),
  countOverhead: fc.boolean(),
})

interface Rules {
  tier: number | null
  peak: { fromHour: number; untilHour: number; factor: number } | null
  increment: number | undefined
}

const anyRules: fc.Arbitrary<Rules> = fc.record({
  tier: fc.option(fc.integer({ min: 1, max: 500_000 })),
  // Hours of a time zone take long to look up.
  peak: fc.oneof(
    { weight: 5, arbitrary: fc.constant(null) },
    {
      weight: 1,
      arbitrary: fc.record({
        fromHour: fc.integer({ min: 0, max: 23 }),
        untilHour: fc.integer({ min: 1, max: 24 }),
        factor: fc.constantFrom(0.5, 3),
      }),
    },
  ),
  increment: fc.constantFrom(undefined, 1, 60, 600),
})

function priceOf(unit: Price['unit'], amount: number, { tier, peak, increment }: Rules): Price {
  return makePrice(unit, usd(amount), {
    ...(tier !== null && { tiers: [{ fromUnits: tier, amountUsd: usd(amount / 2) }] }),
    ...(peak !== null && {
      peakHours: {
        timeZone: 'Europe/Berlin',
        fromHour: peak.fromHour,
        untilHour: peak.untilHour,
        amountUsd: usd(amount * peak.factor),
      },
    }),
    ...(increment !== undefined && { minimumIncrement: increment }),
  })
}

/** A contender without its price: the same one at another price differs in nothing else. */
type Sold =
  | { by: 'units'; unit: 'image' | 'step' | 'request'; units: number; rules: Rules }
  | { by: 'charges' }
  | { by: 'machine'; bySecond: boolean; rate: number; slots: number; penalty: number | null; rules: Rules }

const anySold: fc.Arbitrary<Sold> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      by: fc.constant('units' as const),
      unit: fc.constantFrom('image' as const, 'step' as const, 'request' as const),
      units: fc.double({ min: 0.1, max: 40, noNaN: true }),
      rules: anyRules,
    }),
  },
  { weight: 1, arbitrary: fc.constant({ by: 'charges' as const }) },
  {
    weight: 6,
    arbitrary: fc.record({
      by: fc.constant('machine' as const),
      bySecond: fc.boolean(),
      rate: fc.double({ min: 20, max: 4000, noNaN: true }),
      slots: fc.constantFrom(1, 4),
      penalty: fc.constantFrom(null, 0, 20, 600),
      rules: anyRules,
    }),
  },
)

/** @param amount in ten-thousandths of a dollar */
function soldAt(sold: Sold, amount: number): CostBasis {
  if (sold.by === 'charges')
    return managed('', { billing: { by: 'charges', perImageMicros: typed(amount * 100), averaged: 'no-list-price' } })
  if (sold.by === 'units') {
    const { unit, units, rules } = sold
    return managed('', {
      billing: { by: 'units', price: priceOf(unit, amount, rules), unitsPerImage: typed(units) },
      failed: { share: null, chargeShare: 0.1 },
    })
  }
  const { bySecond, rate, slots, penalty, rules } = sold
  return machine('', rate, {
    slots,
    price: priceOf(bySecond ? 'compute-second' : 'instance-hour', amount, rules),
    coldStart: { curve: [], penaltySeconds: penalty === null ? null : typed(penalty) },
  })
}

const anyVolume = fc.integer({ min: 1, max: 3_000_000 })

describe('any contender under any assumptions', { timeout: 90_000 }, () => {
  test('a dearer price never costs less', () => {
    fc.assert(
      fc.property(anySold, anyVolume, anySetting, fc.integer({ min: 2, max: 900 }), (sold, volume, any, amount) => {
        const [cheap, dear] = [amount, amount + 2].map((each) => totalOf(soldAt(sold, each), volume, any))
        expect(dear).toBeGreaterThanOrEqual(rounded(cheap ?? NaN))
      }),
      { numRuns: 150 },
    )
  })

  test('the total falls as volume grows: a tier makes later units cheaper, and never the earlier ones', () => {
    fc.assert(
      fc.property(
        anySold,
        anyVolume,
        fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 400_000 })),
        anySetting,
        (sold, volume, more, any) => {
          const [few, many] = [volume, volume + more].map((images) => totalOf(soldAt(sold, 300), images, any))
          expect(many).toBeGreaterThanOrEqual(rounded(few ?? NaN))
        },
      ),
      { numRuns: 200 },
    )
  })
})

/** Without end where the target can't be met, which neither price nor volume changes. */
function totalOf(basis: CostBasis, images: number, any: Partial<CostAssumptions>): number {
  const month = monthCost(basis, images, setting(any))
  return month.state === 'known' ? month.total.value : Infinity
}
