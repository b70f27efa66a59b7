import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRandom } from '#shared/stats/random.ts'
import { normal } from '#tests/support/random-laws.ts'
import { detectableRatio, detectableWinRate, samplesToDetect, votesToDetect } from '#shared/stats/power.ts'

describe('what a comparison of latencies can detect', () => {
  test.each([
    [0.2, 1.1, 70],
    [0.2, 1.2, 19],
    [0.2, 1.5, 4],
    [0.3, 1.1, 156],
    [0.3, 1.2, 43],
    [0.3, 1.5, 9],
    [0.5, 1.1, 433],
    [0.5, 1.2, 119],
    [0.5, 1.5, 24],
  ])(
    'at a log standard deviation of %d a ratio of %d takes %d samples each',
    (logStandardDeviation, ratio, samples) => {
      expect(samplesToDetect(ratio, { logStandardDeviation })).toBe(samples)
      expect(samplesToDetect(1 / ratio, { logStandardDeviation })).toBe(samples)
    },
  )

  test('with pairs that go half together it takes half of them', () => {
    expect(samplesToDetect(1.1, { logStandardDeviation: 0.5, pairing: 0.5 })).toBe(217)
  })

  test('the two formulas contradict each other', () => {
    const deviation = fc.double({ min: 0.05, max: 1, noNaN: true })
    fc.assert(
      fc.property(deviation, fc.integer({ min: 2, max: 2000 }), (logStandardDeviation, sampleCount) => {
        const ratio = detectableRatio({ sampleCount, logStandardDeviation })
        expect(samplesToDetect(ratio * 1.0000001, { logStandardDeviation })).toBeLessThanOrEqual(sampleCount)
        expect(samplesToDetect(ratio, { logStandardDeviation })).toBeGreaterThanOrEqual(sampleCount)
      }),
    )
  })

  test('what is promised to be found is not found four times in five', () => {
    const random = createRandom(7)
    const [deviation, count] = [0.3, 43]
    const ratio = detectableRatio({ sampleCount: count, logStandardDeviation: deviation })
    const logMean = (shift: number): number => {
      let sum = 0
      for (let index = 0; index < count; index += 1) sum += shift + deviation * normal(random)
      return sum / count
    }
    const standardError = deviation * Math.sqrt(2 / count)
    let found = 0
    for (let trial = 0; trial < 2000; trial += 1) {
      if (Math.abs(logMean(Math.log(ratio)) - logMean(0)) > 1.959964 * standardError) found += 1
    }
    // Four standard errors of a share of 0.8 in 2,000.
    expect(Math.abs(found / 2000 - 0.8)).toBeLessThan(0.036)
  })
})

describe('what votes can detect', () => {
  test.each([
    [0.55, 783],
    [0.6, 194],
    [0.65, 85],
    [0.7, 47],
    [0.75, 29],
  ])('a win rate of %d takes %d votes', (winRate, votes) => {
    expect(votesToDetect(winRate)).toBe(votes)
  })

  test('90 votes, of three people on thirty prompts, show 65 to 35 and not 60 to 40', () => {
    expect(detectableWinRate(90)).toBeGreaterThan(0.6)
    expect(detectableWinRate(90)).toBeLessThan(0.65)
  })

  test('five votes for one and none for the other are taken for a result', () => {
    expect(detectableWinRate(5)).toBeNull()
    expect(votesToDetect(1)).toBe(6)
  })
})
