import type { SeedCheck } from '#shared/domain/measurement-checks.ts'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import { distanceOf, fingerprintOf, seedPairs, type SeedPair } from '#shared/fairness/seed-pairs.ts'
import { seedHonesty, type PicturePair } from '#shared/stats/seed-honesty.ts'
import type { Lane } from './asked-samples.ts'

/** Pairs that are named; the counts are of all. */
const MOST_PAIRS = 10

/** Whether a contender gives the same picture for the same case and seed, as far as the trial asked twice. */
export function checkSeed({ rows }: Pick<Lane, 'rows'>): SeedCheck {
  const pairs = seedPairs(rows)
  const found = seedHonesty(fingerprints(pairs))
  const held = rows.length === 0 || rows.some(wasSeedSent)
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

function wasSeedSent({ warnings }: SampleFigures): boolean {
  return !warnings.some(({ parameter, sent }) => parameter === 'seed' && sent === null)
}

/** One after the other: those of a million pictures would not fit beside each other. */
function* fingerprints(pairs: readonly SeedPair[]): Generator<PicturePair> {
  for (const pair of pairs) {
    const [first, second] = [fingerprintOf(pair.first), fingerprintOf(pair.second)]
    if (first !== null && second !== null) yield { first, second }
  }
}
