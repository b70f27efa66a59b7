import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ColdProbe } from '#shared/stats/cold-rule.ts'
import { coldStart } from '#shared/stats/cold-start.ts'
import { createRandom } from '#shared/stats/random.ts'
import { separateMedianDifference } from '#shared/stats/separate-median-difference.ts'
import { wilsonEstimate } from '#shared/stats/wilson.ts'
import { logNormal } from '#tests/support/random-laws.ts'

const MINUTE = 60_000

describe('cold starts', () => {
  test('gaps are out of order, or a probe that is unknown counts as warm', () => {
    const probes = [
      probe(10, true),
      probe(1, false),
      probe(10, true),
      probe(1, false),
      probe(10, false),
      probe(10, null),
    ]
    const found = coldStart(probes, [])
    expect(found.rule).toBeNull()
    expect(found.states).toEqual(['cold', 'warm', 'cold', 'warm', 'warm', 'unknown'])
    expect(found.gaps).toEqual([
      { gapMs: MINUTE, cold: 0, warm: 2, unknown: 0, coldShare: wilsonEstimate(0, 2) },
      { gapMs: 10 * MINUTE, cold: 2, warm: 1, unknown: 1, coldShare: wilsonEstimate(2, 3) },
    ])
  })

  test('what a cold start costs is not the difference of the medians', () => {
    const probes = Array.from({ length: 8 }, (_, index) => ({ ...probe(10, true), latencyMs: 12_000 + index }))
    const warm = Array.from({ length: 20 }, (_, index) => 4000 + index)
    const { penaltyMs } = coldStart([...probes, probe(1, false)], warm)
    expect(penaltyMs).toEqual(
      separateMedianDifference(
        probes.map(({ latencyMs }) => latencyMs),
        warm,
      ),
    )
    expect(penaltyMs).toMatchObject({ state: 'known', count: 8 })
    expect(coldStart(probes.slice(0, 5), warm).penaltyMs).toEqual({ state: 'too-few', count: 5, neededCount: 6 })
  })

  test('where the provider says nothing, clear cold starts are missed or warm ones taken for them', () => {
    const { precision, recall } = judged({ coldAddsMs: 8000, seed: 111 })
    expect(precision).toBeGreaterThanOrEqual(0.96)
    expect(recall).toBeGreaterThanOrEqual(0.97)
  })

  test('small cold starts are found, though the comment says that most are missed', () => {
    const { precision, recall } = judged({ coldAddsMs: 2000, seed: 112 })
    expect(precision).toBeGreaterThanOrEqual(0.88)
    expect(recall).toBeGreaterThan(0.15)
    expect(recall).toBeLessThan(0.4)
  })

  test('a probe is lost between the gaps', () => {
    const anyProbe = fc.record({
      gapMs: fc.constantFrom(1, 2, 3),
      latencyMs: fc.integer({ min: 0, max: 20_000 }),
      reportedCold: fc.constantFrom(true, false, null),
      reportedQueueMs: fc.option(fc.integer({ min: 0, max: 20_000 })),
    })
    const warm = fc.array(fc.integer({ min: 1000, max: 5000 }), { maxLength: 40 })
    fc.assert(
      fc.property(fc.array(anyProbe, { maxLength: 40 }), warm, (probes, warmLatenciesMs) => {
        const { gaps, states } = coldStart(probes, warmLatenciesMs)
        expect(states).toHaveLength(probes.length)
        const counted = gaps.reduce((sum, { cold, warm, unknown }) => sum + cold + warm + unknown, 0)
        expect(counted).toBe(probes.length)
      }),
    )
  })
})

function probe(gapMinutes: number, reportedCold: boolean | null): ColdProbe {
  return { gapMs: gapMinutes * MINUTE, latencyMs: 4000, reportedCold, reportedQueueMs: null }
}

/** A contender that is cold after more than five idle minutes and says nothing: precision and recall over many of its trials. */
function judged({ coldAddsMs, seed }: { coldAddsMs: number; seed: number }): { precision: number; recall: number } {
  const random = createRandom(seed)
  const counts = { found: 0, missed: 0, mistaken: 0 }
  for (let trial = 0; trial < 200; trial += 1) {
    const warm = Array.from({ length: 40 }, () => logNormal(random, 4000, 0.25))
    const gaps = Array.from({ length: 24 }, (_, index) => [1, 3, 6, 10][index % 4] as number)
    const probes = gaps.map((gap) => ({
      ...probe(gap, null),
      latencyMs: logNormal(random, 4000, 0.25) + (gap > 5 ? logNormal(random, coldAddsMs, 0.3) : 0),
    }))
    for (const [index, state] of coldStart(probes, warm).states.entries()) {
      const isCold = (gaps[index] as number) > 5
      if (isCold) counts[state === 'cold' ? 'found' : 'missed'] += 1
      else if (state === 'cold') counts.mistaken += 1
    }
  }
  return {
    precision: counts.found / (counts.found + counts.mistaken),
    recall: counts.found / (counts.found + counts.missed),
  }
}
