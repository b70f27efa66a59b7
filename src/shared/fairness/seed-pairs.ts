import { findRepeats } from '../domain/picture-gates.ts'
import type { SampleFigures } from '../domain/sample-figures.ts'
import { hammingDistance } from '../stats/hamming-distance.ts'
import type { Fingerprint } from '../stats/seed-honesty.ts'

/** Two pictures of one contender that were asked with the same case and seed, by samples that measured or that checked the seed. */
export interface SeedPair {
  first: SampleFigures
  second: SampleFigures
}

/**
 * Every picture beside the first one of the same case and seed, in the order of asking: a seed check beside what it asks again.
 * @param rows of one contender
 */
export function seedPairs(rows: readonly SampleFigures[]): SeedPair[] {
  const drawn = rows.filter(({ role, image }) => image !== null && (role === 'measure' || role === 'seed-check'))
  const groups = Map.groupBy(
    drawn.toSorted((left, right) => left.position - right.position),
    ({ caseIndex, seed }) => `${caseIndex} ${seed}`,
  )
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : others.map((second) => ({ first, second })),
  )
}

/** null where no picture came. */
export function fingerprintOf({ image, pixelSha256, perceptualHash }: SampleFigures): Fingerprint | null {
  return image === null ? null : { sha256: image.sha256, pixelSha256, perceptualHash }
}

/** In how many of 64 bits their looks differ; null where it is not known. */
export function distanceOf({ first, second }: SeedPair): number | null {
  if (first.perceptualHash === null || second.perceptualHash === null) return null
  return hammingDistance(first.perceptualHash, second.perceptualHash)
}

/**
 * Pictures whose pixels would tell more than is known: other files that look just the same, of one seed or of several.
 * @param rows of one contender
 */
export function undecidedPictures(
  rows: readonly SampleFigures[],
  promptOf: (caseIndex: number) => number = (caseIndex) => caseIndex,
): string[] {
  const hashes = seedPairs(rows).flatMap((pair) => {
    const { first, second } = pair
    if (first.image?.sha256 === second.image?.sha256 || distanceOf(pair) !== 0) return []
    return [first, second].flatMap(({ image, pixelSha256 }) =>
      image === null || pixelSha256 !== null ? [] : [image.sha256],
    )
  })
  const measured = rows.filter(({ role }) => role === 'measure')
  const repeats = [...findRepeats(measured, promptOf).unhashed].flatMap(({ image }) => image?.sha256 ?? [])
  return [...new Set([...hashes, ...repeats])]
}
