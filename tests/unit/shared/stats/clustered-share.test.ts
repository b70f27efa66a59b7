import { describe, expect, test } from 'vitest'
import { clusteredShare } from '#shared/stats/clustered-share.ts'
import { createRandom } from '#shared/stats/random.ts'
import { wilsonEstimate } from '#shared/stats/wilson.ts'

describe('a share of what comes in clusters', () => {
  test('clusters that agree within themselves count for as many as their pictures', () => {
    // 4 prompts with 5 pictures, all of 2 of them usable: p = ½, Σ (h − 2.5)² = 4 × 6.25 = 25, × 4/3 ÷ 400 = 1/12; a binomial has 1/80.
    // Design effect 80/12 = 6.67: 20 pictures are worth 3.
    const share = clusteredShare([5, 5, 0, 0].map((successes) => ({ successes, count: 5 })))
    // Wilson of 1.5 of 3: (0.5 + 1.9207/3) ÷ (1 + 3.8415/3) = 0.5, ± 1.96 √(0.25/3 + 3.8415/36) ÷ 2.2805 = 0.3747
    expect(share).toMatchObject({
      value: 0.5,
      low: expect.closeTo(0.1253, 4),
      high: expect.closeTo(0.8747, 4),
      count: 20,
    })
  })
  test('one picture a prompt, or all usable: the plain interval', () => {
    const single = Array.from({ length: 20 }, (_, index) => ({ successes: index < 15 ? 1 : 0, count: 1 }))
    const plain = wilsonEstimate(15, 20)
    const share = clusteredShare(single)
    if (share.state !== 'known' || plain.state !== 'known') throw new Error('expected shares')
    // The variance between clusters has n − 1 below it, so it is worth 19.
    expect(share.low).toBeCloseTo(plain.low, 1)
    expect(share.low).toBeLessThanOrEqual(plain.low)
    expect(
      clusteredShare([
        { successes: 8, count: 8 },
        { successes: 8, count: 8 },
      ]),
    ).toEqual(wilsonEstimate(16, 16))
    expect(clusteredShare([])).toEqual({ state: 'too-few', count: 0, neededCount: 1 })
  })
  test('of 2,000 trials whose prompts differ, the interval misses the truth in more than 8 of 100', () => {
    // 20 prompts with 4 pictures; each prompt gives usable ones in 4 of 10 or always: 0.7 in all.
    const random = createRandom(9)
    const trials = 2000
    let [clustered, naive] = [0, 0]
    for (let trial = 0; trial < trials; trial += 1) {
      const clusters = Array.from({ length: 20 }, () => {
        const chance = random.next() < 0.5 ? 0.4 : 1
        return { successes: Array.from({ length: 4 }, () => random.next() < chance).filter(Boolean).length, count: 4 }
      })
      clustered += covers(clusteredShare(clusters))
      naive += covers(
        wilsonEstimate(
          clusters.reduce((sum, { successes }) => sum + successes, 0),
          80,
        ),
      )
    }
    expect(clustered / trials).toBeGreaterThan(0.92)
    expect(naive / trials).toBeLessThan(0.9)
  })
})

function covers(share: ReturnType<typeof wilsonEstimate>): number {
  return share.state === 'known' && share.low <= 0.7 && 0.7 <= share.high ? 1 : 0
}
