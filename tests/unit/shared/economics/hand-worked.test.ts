import { describe, expect, test } from 'vitest'
import type { CostBasis } from '#shared/domain/cost-basis.ts'
import type { Charge, Price } from '#shared/domain/price.ts'
import type { Rental } from '#shared/domain/rental.ts'
import type { ValueRange } from '#shared/domain/sourced-value.ts'
import { DEFAULT_ASSUMPTIONS } from '#shared/domain/default-assumptions.ts'
import { chargeUnits } from '#shared/economics/charge-units.ts'
import { cheapestFirst, closestPair } from '#shared/economics/cheapest-first.ts'
import { compareCosts } from '#shared/economics/compare-costs.ts'
import { serviceSeconds } from '#shared/economics/machines-for-load.ts'
import {
  chanceText,
  monthIntervalText,
  numberText,
  rangeText,
  rateText,
  shareText,
} from '#shared/economics/money-words.ts'
import { monthCost } from '#shared/economics/month-cost.ts'
import { peopleMonth } from '#shared/economics/people-month.ts'
import { boundRental } from '#shared/economics/rental-bound.ts'
import { sumCharges } from '#shared/economics/sum-charges.ts'
import { typedBasis, type TypedContender } from '#shared/economics/typed-basis.ts'
import { volumeSteps } from '#shared/economics/volume-steps.ts'
import { DOLLAR, dollarsByItem, known, machine, makePrice, managed, setting, typed } from './make-basis.ts'

describe('units of a month', () => {
  const tiers = [
    { fromUnits: 10_000, amountUsd: '0.001' },
    { fromUnits: 1000, amountUsd: '0.002' },
  ]
  test.each([
    // Below, at and beyond each step, whose order in the list says nothing: 1,000 × $0.003; + 1 × $0.002; + 9,000 × $0.002; + 1 × $0.001
    [999, 2.997],
    [1000, 3],
    [1001, 3.002],
    [10_000, 21],
    [10_001, 21.001],
  ])('%i units fall into the wrong tier', (units, dollars) => {
    expect(chargeUnits({ amountUsd: '0.003', tiers }, units, 0)).toBeCloseTo(dollars * DOLLAR, 3)
  })
  test('peak hours take the tier, or their part of the units twice', () => {
    // 2,000 units, a quarter at $0.01: 0.75 × (1,000 × $0.003 + 1,000 × $0.002) + 0.25 × 2,000 × $0.01 = 3.75 + 5
    const peakHours = { timeZone: 'UTC', fromHour: 9, untilHour: 17, amountUsd: '0.01' }
    expect(chargeUnits({ amountUsd: '0.003', tiers, peakHours }, 2000, 0.25)).toBeCloseTo(8.75 * DOLLAR, 3)
  })
  test('a price finer than a micro-dollar is rounded before it is multiplied', () => {
    // 1,000,000 × $0.0000004 = $0.40
    expect(chargeUnits({ amountUsd: '0.0000004' }, 1_000_000, 0)).toBeCloseTo(400_000, 6)
  })
})

describe('a contender that was typed in', () => {
  test.each<[string, Price, Partial<TypedContender>, number]>([
    ['a picture', makePrice('image', '0.003'), {}, 0.003],
    ['a request of four', makePrice('request', '0.01'), { imagesPerRequest: 4 }, 0.0025],
    // 1024 × 1024 = 1,048,576 pixels
    ['a megapixel', makePrice('megapixel', '0.025'), { width: 1024, height: 1024 }, 0.0262144],
    // Billed by whole megapixels: 2.
    [
      'a whole megapixel',
      makePrice('megapixel', '0.025', { minimumIncrement: 1_000_000 }),
      { width: 1024, height: 1024 },
      0.05,
    ],
    // Less than one is one.
    [
      'a whole megapixel of a small picture',
      makePrice('megapixel', '0.025', { minimumIncrement: 1_000_000 }),
      { width: 512, height: 512 },
      0.025,
    ],
    ['a step', makePrice('step', '0.0001'), { steps: 30 }, 0.003],
    // 2048 × 1024 is two of 1,048,576 pixels, in 4 steps: 8
    ['a megapixel and step', makePrice('megapixel-step', '0.00075'), { width: 2048, height: 1024, steps: 4 }, 0.006],
    ['a second', makePrice('compute-second', '0.0014'), { secondsPerImage: 2.5 }, 0.0035],
    // 2.5 s are three whole ones.
    [
      'a whole second',
      makePrice('compute-second', '0.0014', { minimumIncrement: 1 }),
      { secondsPerImage: 2.5 },
      0.0042,
    ],
    // One of five fails and is billed: 1 ÷ 0.8 pictures are paid for each that comes.
    ['a picture, failures billed', makePrice('image', '0.004'), { failedShare: 0.2, failedAreBilled: true }, 0.005],
    ['a picture, failures free', makePrice('image', '0.004'), { failedShare: 0.2 }, 0.004],
  ])('pays by %s', (_, price, said, dollars) => {
    const month = known(monthCost(basisOf(price, said), 10_000, setting()))
    expect(month.total.value).toBe(Math.round(dollars * 10_000 * DOLLAR))
  })
  test('failures take no time of a machine', () => {
    // 300 an hour, of which a quarter fails: 225 come. 22,500 ÷ 225 = 100 h × $2.10.
    const basis = basisOf(makePrice('instance-hour', '2.10'), { imagesPerHour: 300, failedShare: 0.25 })
    expect(known(monthCost(basis, 22_500, setting({ utilisation: 1 }))).total.value).toBe(210 * DOLLAR)
  })
  test.each([
    ['megapixel', /size of a picture/],
    ['step', /steps of a picture/],
    ['megapixel-step', /size and the steps/],
    ['compute-second', /seconds that are billed/],
    ['instance-hour', /how many pictures an hour/],
  ] as const)('by the %s, what it counts is taken for 0 where it was not said', (unit, missing) => {
    expect(() => basisOf(makePrice(unit, '1'))).toThrow(missing)
  })
})

test('hours of people are those of a year, or of another range', () => {
  // 24 h of set-up over 6 months; 10 % of 160 h; 3 h on call; 4 × 45 min.
  const overhead = {
    setUpHours: rangeTo(24),
    engineerShare: rangeTo(0.1),
    onCallHoursPerMonth: rangeTo(3),
    failuresPerMonth: rangeTo(4),
    recoveryMinutes: rangeTo(45),
  }
  const people = peopleMonth(overhead, { setUpMonths: 6, hourlyRateUsd: rangeTo(70) })
  expect(people).toEqual({ setUpHours: 4, engineerHours: 16, onCallHours: 3, recoveryHours: 3, hourlyRateUsd: 70 })
  // (4 + 16 + 3 + 3) h × $70, and of machines used 10 h at $2: 10 × $2 + 3 h of recovering × $2.
  const looked = { countOverhead: true, setUpMonths: 6, hourlyRateUsd: rangeTo(70), utilisation: 1 }
  const month = monthCost(machine('2', 300), 3000, setting({ ...looked, machineOverhead: overhead }))
  expect(dollarsByItem(month)).toEqual({ pictures: 20, recoveries: 6, people: 1820 })
})

test('a machine that draws several at a time takes as long for each as if it drew one', () => {
  // 360 an hour, four at a time: 4 × 3,600 s ÷ 360 = 40 s each.
  expect(serviceSeconds({ imagesPerHour: 360, slots: 4 })).toBe(40)
  expect(serviceSeconds({ imagesPerHour: 360, slots: 1 })).toBe(10)
})

test('the most that a lease can cost leaves out its last increment, or its storage', () => {
  const rental = {
    hourlyMicros: 2 * DOLLAR,
    storageHourlyMicros: 100_000,
    launchedAt: '2026-11-01T10:00:00.000Z',
    existsSince: '2026-11-01T10:05:00.000Z',
    runningSince: null,
    endConfirmedAt: null,
    expiresAt: '2026-11-01T12:30:30.000Z',
  } as Rental
  const rule = { starts: 'running' as const, incrementSeconds: 60, words: 'by the minute' }
  // 2 h 30 min 30 s are 151 whole minutes: 151 ÷ 60 × $2 = $5.033333…, up; storage of 2.508333 h × $0.10 = $0.250833…, up.
  expect(boundRental(rental, rule)).toBe(5_033_334 + 250_834)
  expect(boundRental({ ...rental, hourlyMicros: null }, rule)).toBeNull()
})

test('charges that follow one another are short by an unknown one, or lose their basis', () => {
  const [first, free, last] = [
    chargeOf(3000, 'listed', 'a'),
    chargeOf(0, 'metered', 'b'),
    chargeOf(500, 'reported', 'c'),
  ]
  expect(sumCharges([first, free, last])).toEqual({
    amountMicros: 3500,
    basis: 'reported',
    priceId: 'price of c',
    evidence: 'a + c',
  })
  expect(sumCharges([first, chargeOf(null, 'listed', 'd'), last]).amountMicros).toBeNull()
  expect(sumCharges([])).toMatchObject({ amountMicros: 0, evidence: 'never sent' })
})

test('what stops leave of started increments comes to more than a machine that is never stopped', () => {
  // 20 an hour, 180 s each, stopped at once, billed by ten minutes: 300 s are left over at each stop, on average.
  // 10 an hour: at work 0.5 h, and half of the 10 begin anew: 5 × 300 s = 0.4167 h. 730 h × 0.9167 × $3.60 = $2,409.
  // 16 an hour: at work 0.8 h, 3.2 × 300 s = 0.2667 h are more than the 0.2 h that are left of the hour: 730 h × $3.60 = $2,628.
  const basis = machine('', 20, { price: makePrice('compute-second', '0.001', { minimumIncrement: 600 }) })
  const dollars = (perHour: number): number =>
    known(monthCost(basis, perHour * 730, setting({ idleSecondsUntilStop: 0 }))).total.value / DOLLAR
  expect(dollars(10)).toBeCloseTo(2409, 6)
  expect(dollars(16)).toBeCloseTo(2628, 6)
})

test('a curve jumps or bends at another picture than the one that needs one machine more, or the next tier', () => {
  // 300 an hour × 730 h = 219,000 a machine.
  expect(volumeSteps(machine('1', 300), setting(), 700_000)).toEqual([219_001, 438_001, 657_001])
  // At work half of the time: 109,500 a machine.
  expect(volumeSteps(machine('1', 300), setting({ utilisation: 0.5 }), 330_000)).toEqual([109_501, 219_001, 328_501])
  // 1,000 units of four a picture are 250 pictures.
  const price = makePrice('step', '0.001', { tiers: [{ fromUnits: 1000, amountUsd: '0.0005' }] })
  const byUnits = managed('', { billing: { by: 'units', price, unitsPerImage: typed(4) } })
  expect(volumeSteps(byUnits, setting(), 700_000)).toEqual([250])
})

test('the cheapest is the one listed first, or one whose cost is not known', () => {
  const unknown = managed('', {
    id: 'dark',
    billing: { by: 'charges', perImageMicros: null, averaged: 'no-list-price' },
  })
  const bases = [managed('0.02'), unknown, machine('1', 300), managed('0.01')]
  // 50,000: $1,000, ?, $730 and people of 32.5 h × $62.50, $500.
  const comparison = compareCosts(bases, DEFAULT_ASSUMPTIONS)
  expect(cheapestFirst(comparison)).toEqual(['api-0.01', 'api-0.02', 'gpu'])
  expect(closestPair(comparison)).toMatchObject({ machinesId: 'gpu', managedId: 'api-0.01' })
  expect(closestPair(compareCosts([unknown, machine('1', 300)], DEFAULT_ASSUMPTIONS))).toBeNull()
})

describe('amounts as they are read', () => {
  test.each([
    [2_100_000, '$2.10'],
    [3000, '$0.003'],
    [694, '$0.000694'],
    [1_234_567_000, '$1,234.567'],
    [0, '$0.00'],
  ])('a rate of %i micro-dollars', (micros, text) => {
    expect(rateText(micros)).toBe(text)
  })
  test.each([
    [0.123_456, '0.123'],
    [12.345, '12.3'],
    [99.96, '100'],
    [1234.5, '1,235'],
    [0, '0'],
  ])('the number %d', (value, text) => {
    expect(numberText(value)).toBe(text)
  })
  test('an interval that is uneven, or of one side alone, reads as even', () => {
    expect(intervalText(400, 260, 540)).toBe('±$140')
    expect(intervalText(400, 250, 540)).toBe('+$140 −$150')
    expect(intervalText(400, 400, 540)).toBe('+$140')
    expect(intervalText(400, 399.7, 400.3)).toBe('')
  })
  test('nearly all draws read as all of them', () => {
    expect([1, 0.9999, 0.5, 0].map(chanceText)).toEqual(['all', '>99.9 %', '50 %', '0 %'])
  })
  test('an uncertain thing is written in another unit', () => {
    expect(rangeText({ low: 0.15, likely: 0.2, high: 0.25, source: 'claimed' }, shareText)).toBe(
      '15 % to 25 % (claimed)',
    )
    expect(rangeText({ low: 2, likely: 2, high: 2, source: 'typed-in' }, numberText)).toBe('2')
  })
})

function basisOf(price: Price, said: Partial<TypedContender> = {}): CostBasis {
  return typedBasis({ id: 'typed', name: 'Typed', providerId: null, price, ...said })
}

function rangeTo(likely: number): ValueRange {
  return { low: 0, likely, high: likely * 2, source: 'typed-in' }
}

function chargeOf(amountMicros: number | null, basis: Charge['basis'], evidence: string): Charge {
  return { amountMicros, basis, priceId: `price of ${evidence}`, evidence }
}

/** In dollars. */
function intervalText(value: number, low: number, high: number): string {
  return monthIntervalText({ value: value * DOLLAR, low: low * DOLLAR, high: high * DOLLAR })
}
