import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import { DEFAULT_ASSUMPTIONS } from '#shared/domain/default-assumptions.ts'
import type { CostBasis } from '#shared/domain/cost-basis.ts'
import { costPerUsableImage, monthCost } from '#shared/economics/month-cost.ts'
import { DOLLAR, dollarsByItem, known, machine, makePrice, managed, measured, setting, typed } from './make-basis.ts'

describe('a month of a managed API', () => {
  test.each([
    // 10,000 × $0.003
    ['image', '0.003', 1, 30],
    // 10,000 × 1.048576 megapixels × $0.025 = $262.144
    ['megapixel', '0.025', 1.048576, 262.144],
    // 10,000 × 30 steps × $0.0001
    ['step', '0.0001', 30, 30],
    // 10,000 × 4 (one picture of 1024 × 1024 in 4 steps) × $0.00075
    ['megapixel-step', '0.00075', 4, 30],
    // four pictures a request: 10,000 ÷ 4 × $0.01
    ['request', '0.01', 0.25, 25],
    // 10,000 × 2.5 s × $0.0014
    ['compute-second', '0.0014', 2.5, 35],
  ] as const)('10,000 pictures by the %s', (unit, amountUsd, unitsPerImage, dollars) => {
    const price = makePrice(unit, amountUsd)
    const basis = managed(amountUsd, { billing: { by: 'units', price, unitsPerImage: typed(unitsPerImage) } })
    expect(known(monthCost(basis, 10_000, setting())).total.value).toBe(Math.round(dollars * DOLLAR))
  })

  test('a tier is charged for all units and not for those beyond it', () => {
    const tiers = [
      { fromUnits: 1000, amountUsd: '0.002' },
      { fromUnits: 10_000, amountUsd: '0.001' },
    ]
    const basis = managed('0.003', { price: makePrice('image', '0.003', { tiers }) })
    // 1,000 × $0.003 + 9,000 × $0.002 + 40,000 × $0.001 = 3 + 18 + 40
    expect(known(monthCost(basis, 50_000, setting())).total.value).toBe(61 * DOLLAR)
    expect(known(monthCost(basis, 1000, setting())).total.value).toBe(3 * DOLLAR)
  })

  test('peak hours are charged at all hours, or none, or in another zone', () => {
    const peakHours = { timeZone: 'UTC', fromHour: 9, untilHour: 17, amountUsd: '0.006' }
    const basis = managed('0.003', { price: makePrice('image', '0.003', { peakHours }) })
    // Flat: 8 of 24 hours. 10,000 × (2/3 × $0.003 + 1/3 × $0.006) = $40
    expect(known(monthCost(basis, 10_000, setting())).total.value).toBe(40 * DOLLAR)
    // Office hours: of 168 h, 40 weigh 10 and 128 weigh 1: 528. From 9 to 17 on all days lie 400 + 16 = 416.
    // 10,000 × ($0.003 + 416/528 × $0.003) = $53.636364
    const office = setting({ traffic: { kind: 'office-hours' } })
    expect(known(monthCost(basis, 10_000, office)).total.value).toBe(53_636_364)
    // Those hours in Tokyo (UTC+9, no summer time) are 0 to 8 in UTC: 10,000 × ($0.003 + (8 × 7)/528 × $0.003) = $33.181818
    const tokyo = setting({ traffic: { kind: 'office-hours' }, trafficTimeZone: 'Asia/Tokyo' })
    expect(known(monthCost(basis, 10_000, tokyo)).total.value).toBe(33_181_818)
  })

  test('failed calls that are billed vanish among the pictures', () => {
    // $0.0032 charged a picture, of which 1/16 was for calls without one: $30 and $2.
    const basis = managed('', {
      billing: { by: 'charges', perImageMicros: measured(3100, 3200, 3300), averaged: 'no-list-price' },
      failed: { share: null, chargeShare: 1 / 16 },
    })
    const month = monthCost(basis, 10_000, setting())
    expect(dollarsByItem(month)).toEqual({ pictures: 30, 'failed-calls': 2 })
    expect(known(month).total).toEqual({ value: 32 * DOLLAR, low: 31 * DOLLAR, high: 33 * DOLLAR })
  })

  test('extra charges and people are left out or counted twice', () => {
    const managedOverhead = {
      ...DEFAULT_ASSUMPTIONS.managedOverhead,
      // 24 h over 12 months are 2 h; 5 % of 160 h are 8 h: 10 h × $80
      setUpHours: { low: 24, likely: 24, high: 24, source: 'typed-in' as const },
      engineerShare: { low: 0, likely: 0.05, high: 0.1, source: 'typed-in' as const },
    }
    const hourlyRateUsd = { low: 80, likely: 80, high: 80, source: 'typed-in' as const }
    const looked = setting({ extraMicrosPerImage: 500, countOverhead: true, managedOverhead, hourlyRateUsd })
    expect(dollarsByItem(monthCost(managed('0.003'), 10_000, looked))).toEqual({ pictures: 30, extras: 5, people: 800 })
  })

  test('an unknown cost reads as nothing', () => {
    const basis = managed('', { billing: { by: 'charges', perImageMicros: null, averaged: 'no-list-price' } })
    expect(monthCost(basis, 10_000, setting())).toMatchObject({
      state: 'unknown',
      reason: expect.stringMatching(/not known/),
    })
  })
})

describe('a month of machines', () => {
  test('a utilisation that was typed in is not what is paid by', () => {
    // 200,000 ÷ 300 = 666.67 h at work; ÷ 0.7 = 952.38 h paid, × $2.10 = $2,000: two machines of 730 h
    const month = known(monthCost(machine('2.10', 300), 200_000, setting({ utilisation: 0.7 })))
    expect(month.total.value).toBe(2000 * DOLLAR)
    expect(dollarsByItem(month)).toEqual({ pictures: 1400, idle: 600 })
    expect(month.use).toMatchObject({ machines: 2, utilisation: 0.7 })
  })

  test('idle hours of a machine that is kept on cost nothing', () => {
    // 50,000 ÷ 300 = 166.67 h at work of 730 h: $350 and 563.33 h × $2.10 = $1,183
    const month = known(monthCost(machine('2.10', 300), 50_000, setting()))
    expect(dollarsByItem(month)).toEqual({ pictures: 350, idle: 1183 })
    expect(month.use?.machines).toBe(1)
  })

  test('an evening peak is drawn by as many machines as an even load', () => {
    // 7 h a day weigh 5 × 4 + 10 × 1 + 9 × 0.25 = 32.25 a day; the busiest hour has 4/32.25 of a day's 200,000 ÷ 30.4167 = 6,575.3:
    // 815.6 an hour, which 300 an hour need 3 machines for. 3 × 730 × $1 = $2,190
    const evening = setting({ traffic: { kind: 'evening-peak' } })
    const month = known(monthCost(machine('1', 300), 200_000, evening))
    expect(month.use?.machines).toBe(3)
    expect(month.total.value).toBe(2190 * DOLLAR)
    // By the hour: 5 h × 3; in 10 h 203.9 an hour, in 9 h 51: 1 each. 34 machine-hours a day, × 30.4167 = 1,034.17 h.
    // A second and third start each evening: 2 × 30.4167 = 60.8, × 120 s = 2.028 h.
    const follows = setting({ traffic: { kind: 'evening-peak' }, fleet: 'follows-traffic' })
    const basis = machine('1', 300, { coldStart: { curve: [], penaltySeconds: typed(120) } })
    const byHour = known(monthCost(basis, 200_000, follows))
    expect(byHour.use?.paidHours).toBeCloseTo(34 * (730 / 24) + (2 * (730 / 24) * 120) / 3600, 6)
    expect(dollarsByItem(byHour)['cold-starts']).toBeCloseTo(2.0278, 4)
  })

  test('a cold start of unknown length is taken for free without a word', () => {
    const month = known(
      monthCost(machine('0.001', 300, { price: makePrice('compute-second', '0.001') }), 1000, setting()),
    )
    expect(month.notCounted).toEqual([expect.stringMatching(/cold starts a month, whose length is not known/)])
  })

  test('a worker by the second is paid for no idle time, or for all of it', () => {
    // 730 pictures are one an hour. 360 an hour: 10 s each, loaded 1/360, so 730 × 0.997222 = 727.97 idle times, of which
    // e^(−60/3600) = 0.983471 are longer than 60 s. A start of 20 s each takes 1 + 0.983471 × 20/3600 = 1.0054637 as long: 724.02 of them.
    // Paid: 724.02 × 0.016529 h = 11.967 h × $3.60. At work 730 ÷ 360 = 2.02778 h. Starts: 712.05 × 20 s × $0.001.
    const basis = machine('', 360, {
      price: makePrice('compute-second', '0.001'),
      coldStart: { curve: [], penaltySeconds: typed(20) },
    })
    const month = monthCost(basis, 730, setting({ idleSecondsUntilStop: 60 }))
    const items = dollarsByItem(month)
    expect(items['pictures']).toBeCloseTo(7.3, 6)
    expect(items['idle']).toBeCloseTo(11.967 * 3.6, 2)
    expect(items['cold-starts']).toBeCloseTo(14.241, 3)
    // Stopped at once, nothing idles and nearly every picture starts cold.
    expect(dollarsByItem(monthCost(basis, 730, setting({ idleSecondsUntilStop: 0 })))['idle']).toBeUndefined()
  })

  test('storage and the hours of recoveries are forgotten', () => {
    // 2 machines × 50 GB × $0.07; 4 failures × 30 min = 2 h × $2
    const overhead = DEFAULT_ASSUMPTIONS.machineOverhead
    const machineOverhead = {
      ...overhead,
      engineerShare: { low: 0, likely: 0, high: 0, source: 'typed-in' as const },
      setUpHours: { low: 0, likely: 0, high: 0, source: 'typed-in' as const },
      failuresPerMonth: { low: 4, likely: 4, high: 4, source: 'typed-in' as const },
      recoveryMinutes: { low: 30, likely: 30, high: 30, source: 'typed-in' as const },
    }
    const hourlyRateUsd = { low: 60, likely: 60, high: 60, source: 'typed-in' as const }
    const storage = { storageGigabytes: 50, storageMicrosPerGigabyteMonth: 70_000 }
    const month = monthCost(
      machine('2', 300),
      300_000,
      setting({ utilisation: 1, ...storage, countOverhead: true, machineOverhead, hourlyRateUsd }),
    )
    expect(dollarsByItem(month)).toEqual({ pictures: 2000, recoveries: 4, storage: 7, people: 120 })
    // Kept on, a machine is paid while it recovers anyway.
    const keptOn = monthCost(
      machine('2', 300),
      300_000,
      setting({ countOverhead: true, machineOverhead, hourlyRateUsd }),
    )
    expect(dollarsByItem(keptOn)['recoveries']).toBeUndefined()
  })

  test('a target that drawing alone exceeds is met by more machines', () => {
    const target = setting({ latencyTarget: { seconds: 5, share: 0.95 } })
    expect(monthCost(machine('2', 300), 1000, target)).toMatchObject({
      state: 'unknown',
      reason: expect.stringMatching(/12 s/),
    })
  })
})

describe('what one usable picture costs', () => {
  test('pictures that are no use are counted as if they were', () => {
    // $30 ÷ (10,000 × 0.75) = $0.004
    const cost = costPerUsableImage(managed('0.003', { usableShare: typed(0.75) }), 10_000, setting())
    expect(cost).toEqual({ state: 'known', imagesPerMonth: 10_000, value: 4000, low: 4000, high: 4000 })
  })
  test('the interval of the share is lost, or its ends are swapped', () => {
    // $0.003 ÷ 0.8 and ÷ 0.6
    const cost = costPerUsableImage(managed('0.003', { usableShare: measured(0.6, 0.75, 0.8) }), 10_000, setting())
    expect(cost).toMatchObject({ low: expect.closeTo(3750, 6), high: expect.closeTo(5000, 6) })
  })
  test('unknown usability reads as all usable', () => {
    expect(costPerUsableImage(managed('0.003'), 10_000, setting()).state).toBe('unknown')
    expect(costPerUsableImage(managed('0.003', { usableShare: measured(0, 0, 0.1) }), 10_000, setting()).state).toBe(
      'unknown',
    )
    expect(costPerUsableImage(managed('0.003'), 10_000, setting({ usableShare: 0.5 }))).toMatchObject({ value: 6000 })
  })
})

test('the defaults of the schema and those that the page has differ', () => {
  expect(CostAssumptions.parse({})).toEqual(DEFAULT_ASSUMPTIONS)
})

const anyVolume = fc.integer({ min: 1, max: 2_000_000 })
const anyAssumptions = fc.record({
  traffic: fc.constantFrom(
    { kind: 'flat' as const },
    { kind: 'office-hours' as const },
    { kind: 'evening-peak' as const },
  ),
  utilisation: fc.option(fc.double({ min: 0.05, max: 1, noNaN: true })),
  fleet: fc.constantFrom('kept-on' as const, 'follows-traffic' as const),
  idleSecondsUntilStop: fc.integer({ min: 0, max: 3600 }),
  extraMicrosPerImage: fc.integer({ min: 0, max: 1000 }),
  storageGigabytes: fc.constantFrom(0, 80),
  storageMicrosPerGigabyteMonth: fc.constant(70_000),
  countOverhead: fc.boolean(),
})
const amount = (cents: number): string => (cents / 10_000).toFixed(4)
const anyBasis = fc.oneof(
  fc
    .record({ cents: fc.integer({ min: 1, max: 500 }), share: fc.double({ min: 0, max: 0.5, noNaN: true }) })
    .map(({ cents, share }): CostBasis => managed(amount(cents), { failed: { share: null, chargeShare: share } })),
  fc
    .record({ from: fc.integer({ min: 1, max: 1_000_000 }), cents: fc.integer({ min: 2, max: 500 }) })
    .map(({ from, cents }) =>
      managed('tiers', {
        price: makePrice('image', amount(cents), {
          tiers: [{ fromUnits: from, amountUsd: amount(Math.floor(cents / 2)) }],
        }),
      }),
    ),
  fc
    .record({
      cents: fc.integer({ min: 1000, max: 100_000 }),
      rate: fc.double({ min: 20, max: 4000, noNaN: true }),
      bySecond: fc.boolean(),
    })
    .map(({ cents, rate, bySecond }) =>
      machine(amount(cents), rate, {
        price: bySecond
          ? makePrice('compute-second', amount(Math.ceil(cents / 3600)))
          : makePrice('instance-hour', amount(cents)),
        coldStart: { curve: [], penaltySeconds: typed(20) },
      }),
    ),
)

describe('any month', () => {
  test('its items add up to its total, each a whole number of micro-dollars with words', () => {
    fc.assert(
      fc.property(anyBasis, anyVolume, anyAssumptions, (basis, volume, any) => {
        const { items, total } = known(monthCost(basis, volume, setting(any)))
        expect(items.reduce((sum, { amountMicros }) => sum + amountMicros, 0)).toBe(total.value)
        for (const { amountMicros, words } of items) {
          expect(Number.isSafeInteger(amountMicros) && amountMicros > 0).toBe(true)
          expect(words).not.toMatch(/NaN|undefined|Infinity/)
        }
      }),
    )
  })

  test('more pictures never cost less', () => {
    fc.assert(
      fc.property(
        anyBasis,
        anyVolume,
        fc.integer({ min: 1, max: 100_000 }),
        anyAssumptions,
        (basis, volume, more, any) => {
          const [few, many] = [volume, volume + more].map(
            (images) => known(monthCost(basis, images, setting(any))).total.value,
          )
          // Each item is rounded by itself.
          expect(many).toBeGreaterThanOrEqual((few ?? 0) - 8)
        },
      ),
      { numRuns: 400 },
    )
  })

  test('a dearer price never costs less, and better use never more', () => {
    fc.assert(
      fc.property(anyVolume, anyAssumptions, fc.integer({ min: 1, max: 900 }), (volume, any, cents) => {
        const at = (usd: string): number => known(monthCost(machine(usd, 300), volume, setting(any))).total.value
        expect(at(amount(cents + 1))).toBeGreaterThanOrEqual(at(amount(cents)))
      }),
    )
    fc.assert(
      fc.property(anyVolume, fc.double({ min: 0.05, max: 0.99, noNaN: true }), (volume, utilisation) => {
        const at = (share: number): number =>
          known(monthCost(machine('2.10', 300), volume, setting({ utilisation: share }))).total.value
        expect(at(utilisation * 1.01)).toBeLessThanOrEqual(at(utilisation) + 2)
      }),
    )
  })

  test('dollars in place of cents change an answer: every amount times ten is the total times ten', () => {
    fc.assert(
      fc.property(
        anyVolume,
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 20, max: 4000, noNaN: true }),
        (volume, cents, rate) => {
          const [one, ten] = [cents, cents * 10].map(
            (price) => known(monthCost(machine(amount(price), rate), volume, setting())).total.value,
          )
          expect(Math.abs((ten ?? 0) - (one ?? 0) * 10)).toBeLessThanOrEqual(20)
        },
      ),
    )
  })
})
