import type { SeedCheck } from '#shared/domain/measurement-checks.ts'
import { distanceOf, fingerprintOf, seedPairs } from '#shared/fairness/seed-pairs.ts'
import { seedHonesty } from '#shared/stats/seed-honesty.ts'
import type { Lane } from './asked-samples.ts'

/** Pairs that are named; the counts are of all. */
const MOST_PAIRS = 10

/** Whether a contender gives the same picture for the same case and seed, as far as the trial asked twice. */
export function checkSeed({ rows }: Pick<Lane, 'rows'>): SeedCheck {
  const pairs = seedPairs(rows)
  const compared = pairs.flatMap(({ first, second }) => {
    const [one, other] = [fingerprintOf(first), fingerprintOf(second)]
    return one === null || other === null ? [] : [{ first: one, second: other }]
  })
  const found = seedHonesty(compared)
  const sent = rows.filter(
    ({ warnings }) => !warnings.some(({ parameter, sent: value }) => parameter === 'seed' && value === null),
  )
  const held = rows.length === 0 || sent.length > 0
  return {
    ...found,
    verdict: !held ? 'cannot-hold' : pairs.length === 0 ? 'not-tried' : found.verdict,
    pairs: pairs.slice(0, MOST_PAIRS).flatMap((pair) => {
      const [first, second] = [pair.first.image, pair.second.image]
      return first === null || second === null
        ? []
        : [{ first: first.sha256, second: second.sha256, distance: distanceOf(pair) }]
    }),
  }
}
