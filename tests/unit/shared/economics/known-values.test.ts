import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_ASSUMPTIONS } from '#shared/domain/default-assumptions.ts'
import type { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import type { CostBasis } from '#shared/domain/cost-basis.ts'
import { breakEven, LARGEST_VOLUME } from '#shared/economics/break-even.ts'
import { drawInput } from '#shared/economics/draw-input.ts'
import { machinesForLoad } from '#shared/economics/machines-for-load.ts'
import { chanceOfWait, chanceOfWaitBeyond } from '#shared/economics/queue-wait.ts'
import { simulateOwnership } from '#shared/economics/simulate-ownership.ts'
import type { UncertainInput } from '#shared/economics/uncertain-inputs.ts'
import { createRandom } from '#shared/stats/random.ts'
import { DOLLAR, machine, makePrice, managed, measured, setting } from './make-basis.ts'

describe('Erlang C', () => {
  /**
   * Ten erlangs (100 calls of 180 s in half an hour), answered within 20 s: the table that call centres are staffed by.
   * Source: callcentrehelper.com, "Erlang C Formula – Made Simple With an Easy Worked Example", which works out 14 agents by hand.
   */
  test.each([
    [14, 0.1741, 0.888],
    [13, 0.2853, 0.795],
    [12, 0.4494, 0.64],
    [11, 0.682, 0.39],
  ])('%i agents for ten erlangs', (servers, waits, within) => {
    expect(chanceOfWait(servers, 10)).toBeCloseTo(waits, 3)
    const late = chanceOfWaitBeyond(20, { servers, load: 10, service: 180, variation: 1 })
    expect(1 - late).toBeCloseTo(within, 2)
  })

  test.each([
    // By hand, r^c ÷ c! ÷ (1 − r/c) over itself and the sum of r^k ÷ k! below c.
    // 2 servers, 1 erlang: 1/2 ÷ 1/2 = 1; 1 ÷ (1 + 1 + 1)
    [2, 1, 1 / 3],
    // 3 servers, 2 erlangs: 8/6 ÷ 1/3 = 4; 4 ÷ (4 + 1 + 2 + 2)
    [3, 2, 4 / 9],
    // 4 servers, 2 erlangs: 16/24 ÷ 1/2 = 4/3; 4/3 ÷ (4/3 + 1 + 2 + 2 + 4/3)
    [4, 2, 4 / 23],
    // 5 servers, 4 erlangs: 1024/120 ÷ 1/5 = 42.667; ÷ (42.667 + 1 + 4 + 8 + 10.667 + 10.667)
    [5, 4, 42.666_667 / 77],
  ])('%i servers, %d erlangs', (servers, load, waits) => {
    expect(chanceOfWait(servers, load)).toBeCloseTo(waits, 6)
  })

  test('of hundreds of servers it is what its definition says, in exact arithmetic', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 99 }), (servers, percent) => {
        expect(chanceOfWait(servers, (servers * percent) / 100)).toBeCloseTo(exactErlangC(servers, percent), 9)
      }),
      { numRuns: 60 },
    )
  })

  test('more servers let more wait, or more load fewer', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0.01, max: 250, noNaN: true }),
        (servers, load) => {
          expect(chanceOfWait(servers + 1, load)).toBeLessThanOrEqual(chanceOfWait(servers, load))
          expect(chanceOfWait(servers, load * 1.01)).toBeGreaterThanOrEqual(chanceOfWait(servers, load) - 1e-12)
        },
      ),
    )
  })

  test('a target is met by one machine fewer, or needs one more than it takes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4000 }),
        fc.constantFrom(60, 300, 1200),
        fc.constantFrom(1, 3),
        fc.constantFrom(0.5, 0.9, 0.99),
        fc.constantFrom(1.5, 3, 10),
        (asked, imagesPerHour, slots, share, times) => {
          const service = (slots * 3600) / imagesPerHour
          const target = { latencyTarget: { seconds: service * times, share }, serviceVariation: 1 }
          const machines = machinesForLoad(asked, { imagesPerHour, slots }, target) ?? NaN
          // M/M/c, written out: of those who wait, e^(−(c − r) t ÷ s) wait longer than t.
          const late = (servers: number): number => {
            const load = (asked / 3600) * service
            if (load >= servers) return 1
            return erlangC(servers, load) * Math.exp((-(servers - load) * service * (times - 1)) / service)
          }
          expect(late(machines * slots)).toBeLessThanOrEqual(1 - share + 1e-9)
          expect(late((machines - 1) * slots)).toBeGreaterThan(1 - share - 1e-9)
        },
      ),
    )
  })
})

/** At a load of so many percent of the servers, with whole numbers: the terms of the sum over a common denominator. */
function exactErlangC(servers: number, percent: number): number {
  const [count, load] = [BigInt(servers), BigInt(servers * percent)]
  // Terms r^k ÷ k! with r = load ÷ 100, all times 100^c c! and enough places for what is divided last.
  let term = 10n ** 20n
  for (let step = 1n; step <= count; step += 1n) term *= step * 100n
  let sum = 0n
  for (let step = 0n; step < count; step += 1n) {
    sum += term
    term = (term * load) / (100n * (step + 1n))
  }
  // r^c ÷ c! ÷ (1 − r ÷ c), r ÷ c being so many percent.
  const waiting = (term * 100n) / (100n - BigInt(percent))
  return Number((waiting * 10n ** 15n) / (waiting + sum)) / 1e15
}

/** By its definition, in logarithms, for servers of which the recursion knows nothing. */
function erlangC(servers: number, load: number): number {
  let [logTerm, terms] = [0, [0]]
  for (let step = 1; step <= servers; step += 1) {
    logTerm += Math.log(load / step)
    terms = [...terms, logTerm]
  }
  const waiting = (terms.pop() ?? NaN) - Math.log(1 - load / servers)
  return 1 / (1 + terms.reduce((sum, each) => sum + Math.exp(each - waiting), 0))
}

describe('break-even', () => {
  test('is found elsewhere than where an independent reckoning crosses, or is said to be never where they do', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 20, max: 500 }),
        fc.integer({ min: 50, max: 4000 }),
        fc.option(fc.record({ from: fc.integer({ min: 1000, max: 400_000 }), half: fc.boolean() })),
        (mills, cents, rate, tier) => {
          const upTo = 1_000_000
          const price = makePrice('image', (mills / 1000).toFixed(3), {
            ...(tier !== null && {
              tiers: [{ fromUnits: tier.from, amountUsd: (tier.half ? mills / 2000 : 0).toFixed(4) }],
            }),
          })
          // Whole machines kept on for 730 h against each picture, in micro-dollars.
          const own = (images: number): number => Math.ceil(images / (rate * 730)) * 730 * cents * 10_000
          const other = (images: number): number => {
            const full = tier === null ? images : Math.min(images, tier.from)
            return full * mills * 1000 + (images - full) * (tier?.half === true ? mills * 500 : 0)
          }
          const answer = breakEven(machine((cents / 100).toFixed(2), rate), managed('', { price }), setting(), {
            upToImages: upTo,
          })
          if (answer.state === 'unknown') throw new Error(answer.words)
          const inside = (images: number): boolean =>
            answer.spans.some(({ from, until }) => images >= from && images <= (until ?? upTo))
          // At each volume where either can turn: a machine more, the tier, and where a line meets a step.
          const turns = [1, upTo, ...(tier === null ? [] : [tier.from])]
          for (let machines = 1; (machines - 1) * rate * 730 < upTo; machines += 1) {
            turns.push(machines * rate * 730, (machines * 730 * cents * 10_000) / (mills * 1000))
          }
          const around = turns.flatMap((turn) => [-1, 0, 1].map((step) => Math.floor(turn) + step))
          for (const images of around.filter((volume) => volume >= 1 && volume <= upTo)) {
            expect(inside(images), `at ${images}`).toBe(own(images) < other(images))
          }
          expect(answer.state === 'never').toBe(answer.spans.length === 0)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('at the volume told the machines are as dear, or one picture sooner they were cheaper', () => {
    // $1.50 × 730 h = $1,095 a machine are 109,500 pictures at $0.01; one draws 200 × 730 = 146,000. Two are paid for from 219,000 on and
    // draw 292,000, three from 328,500 on and draw 438,000. The fourth comes with 438,001, which cost a cent more than four at $4,380; the
    // fifth, paid for by 547,500, comes with 584,001: from there on one machine more is always paid for when it comes.
    expect(breakEven(machine('1.50', 200), managed('0.01'), setting())).toMatchObject({
      state: 'from',
      from: 328_501,
      spans: [
        { from: 109_501, until: 146_000 },
        { from: 219_001, until: 292_000 },
        { from: 328_501, until: null },
      ],
    })
    expect(LARGEST_VOLUME).toBe(10_000_000)
  })
})

describe('the simulation of ownership', () => {
  const NOBODY: CostAssumptions = { ...DEFAULT_ASSUMPTIONS, machineOverhead: DEFAULT_ASSUMPTIONS.managedOverhead }
  test('of one measured interval: quantiles are other than those of the normal distribution it stands for', () => {
    // 1 ± 0.196 at 95 % is a deviation of 0.1: p5 and p95 at 1.644854 of them.
    const { contenders } = simulateOwnership([apiOf('one', 0.804, 1, 1.196)], NOBODY, 40_000)
    const [own] = contenders
    if (own?.state !== 'known') throw new Error('expected a known cost')
    // Four deviations of a quantile of 40,000 draws: √(0.05 × 0.95 ÷ 40,000) ÷ 0.1031 (the density) × $50 × 4 = $2.1.
    expect(Math.abs(own.p5Micros / DOLLAR - 500 * (1 - 0.164_485_4))).toBeLessThan(2.2)
    expect(Math.abs(own.p50Micros / DOLLAR - 500)).toBeLessThan(1.4)
    expect(Math.abs(own.p95Micros / DOLLAR - 500 * (1 + 0.164_485_4))).toBeLessThan(2.2)
    expect(Math.abs(own.meanMicros / DOLLAR - 500)).toBeLessThan(1.1)
  })

  test('of two: the chance that one is cheaper is not that of the difference of two normal distributions', () => {
    // 1 and 1.2 with deviations of 0.1 and 0.15: Φ(0.2 ÷ √(0.01 + 0.0225)) = Φ(1.1094) = 0.8664
    const pair = [apiOf('one', 0.804, 1, 1.196), apiOf('other', 0.906, 1.2, 1.494)]
    const { cheaper } = simulateOwnership(pair, NOBODY, 40_000)
    const expected = belowNormal(0.2 / Math.sqrt(0.0325))
    expect(expected).toBeCloseTo(0.8664, 4)
    // Four deviations of a share of 40,000 draws.
    expect(Math.abs((cheaper[0]?.share ?? 0) - expected)).toBeLessThan(0.0068)
  })

  test('what two share is drawn for each by itself: then the dearer of two would sometimes be the cheaper', () => {
    const volumes = { low: 10_000, likely: 50_000, high: 200_000, source: 'typed-in' as const }
    const pair = [apiOf('one', 1, 1, 1), apiOf('other', 1.01, 1.01, 1.01)]
    const { cheaper } = simulateOwnership(pair, { ...NOBODY, imagesPerMonthRange: volumes }, 500)
    expect(cheaper.map(({ share }) => share)).toEqual([1, 0])
  })

  test('an uneven interval is drawn as wide above as below, or with a step in its density', () => {
    // Below, deviations of 1; above, of 3: a quarter of the draws lies below the likeliest, and of a normal distribution 2.5 % beyond 1.96.
    const random = createRandom(9)
    const input = { low: 100 - 1.959_964, likely: 100, high: 100 + 3 * 1.959_964, shape: 'interval' } as UncertainInput
    const drawn = Array.from({ length: 40_000 }, () => drawInput(input, random))
    const shareOf = (isIt: (value: number) => boolean): number => drawn.filter(isIt).length / drawn.length
    expect(Math.abs(shareOf((value) => value < 100) - 0.25)).toBeLessThan(0.009)
    expect(Math.abs(shareOf((value) => value < input.low) - 0.25 * 0.05)).toBeLessThan(0.0023)
    expect(Math.abs(shareOf((value) => value > input.high) - 0.75 * 0.05)).toBeLessThan(0.004)
    expect(Math.abs(shareOf((value) => value > 103) - 0.75 * 0.317_311)).toBeLessThan(0.009)
  })

  test('a cost is drawn below nothing', () => {
    const random = createRandom(3)
    const input = { low: -5, likely: 1, high: 7, shape: 'interval' } as UncertainInput
    for (let draw = 0; draw < 2000; draw += 1) expect(drawInput(input, random)).toBeGreaterThan(0)
  })
})

/** $0.01 a unit, of which a picture takes about one: 50,000 are $500 a month. */
function apiOf(id: string, low: number, value: number, high: number): CostBasis {
  const price = makePrice('image', '0.01')
  return managed('', { id, billing: { by: 'units', price, unitsPerImage: measured(low, value, high) } })
}

/** The share of a standard normal distribution below a value; Abramowitz & Stegun 26.2.17, to 1e-7. */
function belowNormal(value: number): number {
  const scale = 1 / (1 + 0.231_641_9 * Math.abs(value))
  const tail =
    (Math.exp(-(value ** 2) / 2) / Math.sqrt(2 * Math.PI)) *
    scale *
    (0.319_381_53 +
      scale * (-0.356_563_782 + scale * (1.781_477_937 + scale * (-1.821_255_978 + scale * 1.330_274_429))))
  return value > 0 ? 1 - tail : tail
}
