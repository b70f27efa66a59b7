import { describe, expect, test } from 'vitest'
import type { Estimate } from '#shared/domain/analysis.ts'
import { binomialCumulative } from '#shared/stats/binomial.ts'
import { linearSlope } from '#shared/stats/linear-slope.ts'
import type { Observation } from '#shared/stats/median-difference.ts'
import { medianRatio } from '#shared/stats/median-ratio.ts'
import { percentileEstimate, percentileInterval } from '#shared/stats/percentile.ts'
import { createRandom } from '#shared/stats/random.ts'
import { separateMedianDifference } from '#shared/stats/separate-median-difference.ts'
import { shareDifference } from '#shared/stats/share-difference.ts'
import { wilsonEstimate } from '#shared/stats/wilson.ts'
import { exponential, logNormal, normal } from '#tests/support/random-laws.ts'

const TRIALS = 1000

describe('an interval of 95 % covers what is true, in trials whose law is known', () => {
  test.each([6, 20, 50, 180])(
    'the median of %i latencies: as often as the binomial law says, and at least 95 in 100',
    (count) => {
      const exact = exactMedianCoverage(count)
      expect(exact).toBeGreaterThanOrEqual(0.95)
      const random = createRandom(201)
      const found = coverage(2000, () =>
        percentileEstimate(
          Array.from({ length: count }, () => logNormal(random, 2000, 0.4)),
          0.5,
        ),
      )
      expect(errorsAway(found, exact)).toBeLessThan(4)
    },
  )

  test.each([
    { count: 60, share: 0.9 },
    { count: 180, share: 0.97 },
    { count: 30, share: 0.5 },
    { count: 12, share: 0.75 },
  ])('a share of $share in $count: as often as enumeration says', ({ count, share }) => {
    const random = createRandom(202)
    const found = coverage(share, () => {
      let successes = 0
      for (let index = 0; index < count; index += 1) if (random.next() < share) successes += 1
      return wilsonEstimate(successes, count)
    })
    expect(errorsAway(found, exactWilsonCoverage(count, share))).toBeLessThan(4)
  })

  test('a share that is itself drawn: 93 to 97 in 100', () => {
    const random = createRandom(203)
    let covered = 0
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const share = 0.5 + random.next() / 2
      let successes = 0
      for (let index = 0; index < 60; index += 1) if (random.next() < share) successes += 1
      if (holds(wilsonEstimate(successes, 60), share)) covered += 1
    }
    expect(covered / TRIALS).toBeGreaterThanOrEqual(0.93)
    expect(covered / TRIALS).toBeLessThanOrEqual(0.97)
  })

  test('a difference of shares: 93 to 97 in 100', () => {
    const random = createRandom(204)
    const draw = (share: number, count: number): { successes: number; count: number } => ({
      successes: Array.from({ length: count }, () => random.next()).filter((value) => value < share).length,
      count,
    })
    const found = coverage(0.15, () => shareDifference(draw(0.9, 80), draw(0.75, 60)))
    expect(found).toBeGreaterThanOrEqual(0.93)
    expect(found).toBeLessThanOrEqual(0.97)
  })

  test.each([
    { noise: 'normal', draw: normal, count: 5 },
    { noise: 'normal', draw: normal, count: 40 },
    { noise: 'skewed', draw: (random: ReturnType<typeof createRandom>) => exponential(random, 1), count: 40 },
  ])('a slope in $noise noise of $count points: 93 to 97 in 100', ({ draw, count }) => {
    const random = createRandom(205)
    const found = coverage(0.25, () =>
      linearSlope(Array.from({ length: count }, (_, x) => ({ x: x + random.next(), y: 7 })).map(lift(random, draw))),
    )
    expect(found).toBeGreaterThanOrEqual(0.93)
    expect(found).toBeLessThanOrEqual(0.97)
  })

  test('the ratio of two medians, clustered by prompt: 98 in 100, as another implementation has it', () => {
    // 0.981 of 4,000 trials, by a bootstrap in NumPy that draws prompts, gathers their values and sorts them, 400 times a trial.
    const random = createRandom(206)
    let seed = 0
    const found = coverage(1.5, () => {
      const [first, second]: [Observation[], Observation[]] = [[], []]
      for (let prompt = 0; prompt < 20; prompt += 1) {
        const weight = Math.exp(0.3 * normal(random))
        for (let repeat = 0; repeat < 3; repeat += 1) {
          first.push({ prompt, value: weight * logNormal(random, 3000, 0.25) })
          second.push({ prompt, value: weight * logNormal(random, 2000, 0.25) })
        }
      }
      return medianRatio(first, second, { seed: (seed += 1), resamples: 400 })
    })
    expect(errorsAway(found, 0.981)).toBeLessThan(4)
  })

  test.each([
    { cold: 6, warm: 6, atLeast: 0.98 },
    { cold: 30, warm: 30, atLeast: 0.97 },
    { cold: 6, warm: 200, atLeast: 0.95 },
    { cold: 12, warm: 40, atLeast: 0.96 },
  ])('a difference of separate medians, $cold and $warm values: more than 95 in 100', ({ cold, warm, atLeast }) => {
    const random = createRandom(207)
    const found = coverage(8000, () =>
      separateMedianDifference(
        Array.from({ length: cold }, () => logNormal(random, 12_000, 0.4)),
        Array.from({ length: warm }, () => logNormal(random, 4000, 0.25)),
      ),
    )
    expect(found).toBeGreaterThanOrEqual(atLeast)
  })
})

function holds(estimate: Estimate, truth: number): boolean {
  if (estimate.state !== 'known') throw new Error('every trial here is large enough')
  return estimate.low <= truth && truth <= estimate.high
}

function coverage(truth: number, trial: () => Estimate): number {
  let covered = 0
  for (let index = 0; index < TRIALS; index += 1) if (holds(trial(), truth)) covered += 1
  return covered / TRIALS
}

/** How many standard errors of a known share the one found lies away. */
function errorsAway(found: number, expected: number): number {
  return Math.abs(found - expected) / Math.sqrt((expected * (1 - expected)) / TRIALS)
}

/** The true median lies between two ranks with the chance that so many values fall below it: a sum of binomial terms of ½. */
function exactMedianCoverage(count: number): number {
  const interval = percentileInterval(count, 0.5)
  if (interval === null) throw new Error('six values have a median')
  let term = 0.5 ** count
  let chance = 0
  for (let below = 0; below <= count; below += 1) {
    if (below >= interval.lowRank && below < interval.highRank) chance += term
    term *= (count - below) / (below + 1)
  }
  return chance
}

function exactWilsonCoverage(count: number, share: number): number {
  const cumulative = binomialCumulative(count, share)
  let covered = 0
  for (const [successes, chance] of cumulative.entries())
    if (holds(wilsonEstimate(successes, count), share)) covered += chance - (cumulative[successes - 1] ?? 0)
  return covered
}

function lift(
  random: ReturnType<typeof createRandom>,
  draw: (random: ReturnType<typeof createRandom>) => number,
): (point: { x: number; y: number }) => { x: number; y: number } {
  return ({ x, y }) => ({ x, y: y + 0.25 * x + draw(random) })
}
