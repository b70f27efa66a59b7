import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chance, chooseInteger } from '#main/simulators/chance.ts'
import { drawServiceMs } from '#main/simulators/latency-law.ts'

const law = { serviceMedianMs: 1000, serviceLogSd: 0.3 }
const draws = Array.from({ length: 20_000 }, (_, index) => drawServiceMs(law, ['run', index])).sort((a, b) => a - b)
const quantile = (share: number): number => draws[Math.floor(share * draws.length)]!

describe('the latency law', () => {
  it('is not centred on a mean: half of the draws lie below the median of the profile', () => {
    // 20,000 draws: the standard error of the median is about 0.27 %.
    expect(quantile(0.5)).toBeGreaterThan(985)
    expect(quantile(0.5)).toBeLessThan(1015)
  })

  it('does not lose its tail: the 5th and 95th percentile are those of a log-normal', () => {
    const z = 1.6449
    expect(quantile(0.95) / (1000 * Math.exp(0.3 * z))).toBeCloseTo(1, 1.5)
    expect(quantile(0.05) / (1000 * Math.exp(-0.3 * z))).toBeCloseTo(1, 1.5)
  })

  it('spreads by its log-standard deviation, not by the tenth of it', () => {
    const logs = draws.map((value) => Math.log(value / 1000))
    const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length
    const variance = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (logs.length - 1)
    expect(Math.sqrt(variance)).toBeGreaterThan(0.29)
    expect(Math.sqrt(variance)).toBeLessThan(0.31)
  })

  it('never draws a time that is negative, zero or not finite', () => {
    expect(draws[0]).toBeGreaterThan(0)
    expect(draws.at(-1)).toBeLessThan(Infinity)
  })

  it('draws the median itself where there is no spread', () => {
    expect(drawServiceMs({ serviceMedianMs: 250, serviceLogSd: 0 }, ['any'])).toBe(250)
  })
})

describe('chance', () => {
  it('depends on the key alone, and stays within its bounds', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.integer())), fc.integer({ min: 1, max: 1e6 }), (key, maximum) => {
        const number = chance(key)
        expect(number).toBe(chance([...key]))
        expect(number).toBeGreaterThanOrEqual(0)
        expect(number).toBeLessThan(1)
        expect(chooseInteger(key, maximum)).toBeLessThan(maximum)
      }),
    )
  })

  it('does not confuse keys whose parts read alike when put together', () => {
    expect(chance(['ab', 'c'])).not.toBe(chance(['a', 'bc']))
    expect(chance([1])).not.toBe(chance(['1']))
  })
})
