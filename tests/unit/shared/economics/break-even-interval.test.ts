import { describe, expect, test } from 'vitest'
import { BreakEven, BreakEvenUtilisation } from '#shared/domain/break-even.ts'
import { breakEven } from '#shared/economics/break-even.ts'
import { breakEvenUtilisation } from '#shared/economics/break-even-utilisation.ts'
import { compareMonths } from '#shared/economics/compare-costs.ts'
import { describeCosts } from '#shared/economics/describe-costs.ts'
import { monthDifference } from '#shared/economics/month-difference.ts'
import { createRandom } from '#shared/stats/random.ts'
import { machine, makePrice, managed, measured, setting } from './make-basis.ts'

function found(answer: BreakEven): Exclude<BreakEven, { state: 'unknown' }> {
  if (answer.state === 'unknown') throw new Error(answer.words)
  return BreakEven.parse(answer) as Exclude<BreakEven, { state: 'unknown' }>
}

const charged = (low: number, value: number, high: number) =>
  managed('', { billing: { by: 'charges', perImageMicros: measured(low, value, high), averaged: 'no-list-price' } })

/** $730 a month for all that anyone asks for. */
const FLAT_RATE = machine('1', 100_000)

describe('the interval of a break-even', () => {
  test('of one measurement is not its own interval, carried through', () => {
    // $730 ÷ $0.008 = 91,250; ÷ $0.009 = 81,111.1; ÷ $0.007 = 104,285.7: cheaper from the next picture on.
    const answer = found(breakEven(FLAT_RATE, charged(7000, 8000, 9000), setting()))
    expect(answer).toMatchObject({
      state: 'from',
      from: 91_251,
      interval: { low: { state: 'from', from: 81_112 }, high: { state: 'from', from: 104_286 } },
    })
    expect(answer.words).toBe(
      'GPU is cheaper than API from 91,300 pictures a month on (95 % interval: 81,100 to 104,000).',
    )
  })

  test('of typed-in numbers is made up, or one that nothing moves is told', () => {
    expect(found(breakEven(FLAT_RATE, managed('0.008'), setting()))).toMatchObject({ from: 91_251, interval: null })
    // One machine is paid for in any case, however fast it draws.
    const steady = found(breakEven(machine('1', measured(90_000, 100_000, 110_000)), managed('0.008'), setting()))
    expect(steady).toMatchObject({ interval: { low: { from: 91_251 }, high: { from: 91_251 } } })
    expect(steady.words).toBe('GPU is cheaper than API from 91,251 pictures a month on.')
  })

  test('that reaches to never, or begins with the first picture, loses that end', () => {
    const used = setting({ utilisation: 0.7 })
    // $2.10 ÷ 0.7 = $3 an hour of work: 300 an hour are $0.01 each; 375 are $0.008, and 250 are $0.012.
    const gpu = machine('2.10', measured(250, 300, 375))
    expect(found(breakEven(gpu, managed('0.011'), used))).toMatchObject({
      state: 'always',
      interval: { low: { state: 'always', from: 1 }, high: { state: 'never', from: null } },
      words: 'GPU is cheaper than API from the first picture on (95 % interval: the first picture to never).',
    })
    const never = found(breakEven(gpu, managed('0.009'), used))
    expect(never).toMatchObject({ state: 'never', interval: { low: { state: 'always' }, high: { state: 'never' } } })
    expect(never.words).toMatch(/^GPU is never cheaper .* \(95 % interval: the first picture to never\)\.$/)
    expect(found(breakEven(gpu, managed('0.001'), used)).words).toMatch(/\(95 % interval: never at either end\)\.$/)
    // What machines cost besides is paid for from some volume on, or never.
    const withPeople = setting({ utilisation: 0.7, countOverhead: true })
    const some = found(breakEven(gpu, managed('0.011'), withPeople))
    expect(some).toMatchObject({ state: 'from', interval: { low: { state: 'from' }, high: { state: 'never' } } })
    expect(some.words).toMatch(/\(95 % interval: [\d,]+ to never\)\.$/)
  })

  test('ends elsewhere than the interval of the monthly saving does', () => {
    const [gpu, api] = [machine('2.10', measured(250, 300, 375)), charged(10_000, 12_000, 14_500)]
    const any = setting({ utilisation: 0.7, countOverhead: true })
    const { interval } = found(breakEven(gpu, api, any))
    const savingAt = (images: number) => monthDifference(gpu, api, images, any)
    const [low, high] = [interval?.low.from ?? 0, interval?.high.from ?? null]
    expect(savingAt(low)?.high).toBeGreaterThan(0)
    expect(savingAt(low - 1)?.high).toBeLessThanOrEqual(0)
    expect(high).toBeNull()
    expect(savingAt(10_000_000)?.low).toBeLessThanOrEqual(0)
  })

  test('does not cover the truth in 95 of 100 trials', () => {
    // $0.014 a picture and what people cost, against $0.02 a picture. Both are measured with a deviation of 3 %.
    const any = setting({ utilisation: 0.5, countOverhead: true })
    const truth = found(breakEven(machine('2.10', 300), managed('0.02'), any)).from as number
    const random = createRandom(7)
    const draw = (mean: number) => {
      const deviation = 0.03 * mean
      const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
      const value = mean + deviation * normal
      return measured(value - 1.96 * deviation, value, value + 1.96 * deviation)
    }
    const trials = 100
    let covered = 0
    for (let trial = 0; trial < trials; trial += 1) {
      const api = managed('', { billing: { by: 'charges', perImageMicros: draw(20_000), averaged: 'no-list-price' } })
      const { interval } = found(breakEven(machine('2.10', draw(300)), api, any, { upToImages: 2_000_000 }))
      if ((interval?.low.from ?? Infinity) <= truth && truth <= (interval?.high.from ?? Infinity)) covered += 1
    }
    expect(covered / trials).toBeGreaterThanOrEqual(0.9)
    expect(covered / trials).toBeLessThan(0.99)
  }, 120_000)

  test('by usable pictures leaves their shares out', () => {
    const api = managed('0.01', { usableShare: measured(1, 1, 1) })
    // Half of them are of no use: $730 against $0.01 each. As many as hold N usable ones cost $730 still.
    const gpu = { ...FLAT_RATE, usableShare: measured(0.4, 0.5, 0.6) }
    expect(found(breakEven(gpu, api, setting(), { counted: 'usable' }))).toMatchObject({ from: 73_001 })
    // Half of the API’s are of no use: a usable one costs $0.02, and $0.0166… to $0.025.
    const wasteful = managed('0.01', { usableShare: measured(0.4, 0.5, 0.6) })
    const answer = found(
      breakEven({ ...FLAT_RATE, usableShare: measured(1, 1, 1) }, wasteful, setting(), { counted: 'usable' }),
    )
    expect(answer).toMatchObject({ from: 36_501, interval: { low: { from: 29_201 }, high: { from: 43_801 } } })
    expect(answer.words).toMatch(/from 36,500 usable pictures a month on \(95 % interval: 29,200 to 43,800\)/)
    expect(breakEven(FLAT_RATE, wasteful, setting(), { counted: 'usable' })).toMatchObject({
      state: 'unknown',
      words: 'GPU: How many of the pictures are usable is not known.',
    })
  })

  test('of the utilisation ends where the ends of speed have it', () => {
    // $2.10 ÷ $0.008 = 262.5 an hour: ÷ 300 = 87.5 %, ÷ 350 = 75 %, and 250 never get there.
    const answer = breakEvenUtilisation(machine('2.10', measured(250, 300, 350)), managed('0.008'), 50_000, setting())
    expect(BreakEvenUtilisation.parse(answer)).toMatchObject({
      utilisation: expect.closeTo(0.875, 6),
      interval: { low: expect.closeTo(0.75, 6), high: null },
      words: expect.stringMatching(/87\.5 % .* \(95 % interval: 75 % to never\)\.$/),
    })
  })

  test('is lost on the way to the sentence that everybody reads first', () => {
    const bases = [machine('1', 100_000), charged(7000, 8000, 9000)]
    const assumptions = { ...setting().assumptions, imagesPerMonth: 200_000 }
    expect(describeCosts(compareMonths(bases, assumptions), assumptions).sentences[1]).toBe(
      'Below 91,300 a month (95 % interval: 81,100 to 104,000), API is cheaper.',
    )
  })

  test('a machine by the second whose speed leaves it open is taken for certain', () => {
    const gpu = machine('', measured(200, 300, 400), { price: makePrice('compute-second', '0.0006') })
    const { interval } = found(breakEven(gpu, managed('0.009'), setting()))
    expect(interval).toMatchObject({ low: { state: 'from' }, high: { state: 'never' } })
  })
})
