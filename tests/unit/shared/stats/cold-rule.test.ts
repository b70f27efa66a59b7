import { median } from 'simple-statistics'
import { describe, expect, test } from 'vitest'
import { classifyProbe, coldRule, NEEDED_WARM, type ColdProbe } from '#shared/stats/cold-rule.ts'
import { createRandom, type Random } from '#shared/stats/random.ts'
import { exponential, logNormal, normal } from '#tests/support/random-laws.ts'

describe('the limit above which a latency is a cold one', () => {
  test.each([
    // Order statistics r of n with P(one more above it) = (n + 1 − r) / (n + 1).
    { warmCount: 19, rank: 19, falsePositiveRate: 1 / 20 },
    { warmCount: 38, rank: 38, falsePositiveRate: 1 / 39 },
    { warmCount: 39, rank: 38, falsePositiveRate: 2 / 40 },
    { warmCount: 99, rank: 95, falsePositiveRate: 5 / 100 },
  ])('of $warmCount it is not the $rank. in order', ({ warmCount, rank, falsePositiveRate }) => {
    // Spread so far that three deviations lie below: half of them far out.
    const warm = Array.from({ length: warmCount }, (_, index) => (index < warmCount * 0.6 ? 1000 : 50_000 + index))
    const rule = coldRule(warm)
    expect(rule).toMatchObject({ limitMs: 50_000 + rank - 1, warmCount })
    expect(rule?.falsePositiveRate).toBeCloseTo(falsePositiveRate, 12)
  })

  test('one straggler among fifty warm ones hides every cold start', () => {
    const warm = Array.from({ length: 50 }, (_, index) => (index === 7 ? 90_000 : 4000 + index))
    expect(coldRule(warm)?.limitMs).toBeLessThan(4200)
  })

  test('where warm ones lie close together, it is not the median and three deviations', () => {
    const warm = Array.from({ length: 21 }, (_, index) => 4000 + index)
    // Deviations from 4010 are 0, 1, 1, 2, 2 … 10, 10: their median is 5.
    expect(coldRule(warm)?.limitMs).toBeCloseTo(median(warm) + 3 * 1.4826 * 5, 9)
  })

  test('fewer than nineteen have a limit', () => {
    expect(NEEDED_WARM).toBe(19)
    expect(coldRule(Array.from({ length: 18 }, (_, index) => index))).toBeNull()
  })

  test.each([
    { law: 'normal', draw: (random: Random) => 50 + normal(random), atMost: 0.01 },
    { law: 'log-normal', draw: (random: Random) => logNormal(random, 4000, 0.25), atMost: 0.03 },
    { law: 'exponential', draw: (random: Random) => exponential(random, 4000), atMost: 0.05 },
  ])('of $law latencies, more further warm ones are called cold than stated', ({ draw, atMost }) => {
    const random = createRandom(101)
    let [called, runs] = [0, 6000]
    for (let run = 0; run < runs; run += 1) {
      const rule = coldRule(Array.from({ length: 40 }, () => draw(random)))
      if (rule !== null && draw(random) > rule.limitMs) called += 1
    }
    expect(called / runs).toBeLessThanOrEqual(atMost)
  })
})

describe('one probe', () => {
  const rule = { limitMs: 5000, warmCount: 40, falsePositiveRate: 2 / 41 }

  test('what the provider says is overruled by a latency', () => {
    expect(classifyProbe(probe({ latencyMs: 60_000, reportedCold: false }), rule)).toBe('warm')
    expect(classifyProbe(probe({ latencyMs: 10, reportedCold: true }), rule)).toBe('cold')
    expect(classifyProbe(probe({ reportedCold: true }), null)).toBe('cold')
  })

  test('a latency at the limit is cold, or one above it is warm', () => {
    expect(classifyProbe(probe({ latencyMs: 5000 }), rule)).toBe('warm')
    expect(classifyProbe(probe({ latencyMs: 5001 }), rule)).toBe('cold')
  })

  test('slow drawing that no wait explains is called a cold start', () => {
    expect(classifyProbe(probe({ latencyMs: 12_000, reportedQueueMs: 9000 }), rule)).toBe('cold')
    expect(classifyProbe(probe({ latencyMs: 12_000, reportedQueueMs: 100 }), rule)).toBe('unknown')
    expect(classifyProbe(probe({ latencyMs: 12_000, reportedQueueMs: 0 }), rule)).toBe('unknown')
  })

  test('with nothing to go by it is called warm', () => {
    expect(classifyProbe(probe({ latencyMs: 1 }), null)).toBe('unknown')
  })
})

function probe(given: Partial<ColdProbe>): ColdProbe {
  return { gapMs: 60_000, latencyMs: 4000, reportedCold: null, reportedQueueMs: null, ...given }
}
