import { NORMAL_QUANTILE } from '../normal.ts'

/** Two standard deviations and a bit: 5 % two-sided, found in 80 of 100 cases. */
const DETECTABLE = NORMAL_QUANTILE.p975 + NORMAL_QUANTILE.p80

/** Beyond it a number of votes is no plan any more. */
export const MOST_VOTES = 100_000

/**
 * How many more votes it takes, spread as those so far and over new prompts as well, until a difference of the size that was seen would
 * be told from none in 80 of 100 cases: the variance falls in proportion to the votes, so n (2.8 s / |d|)² in all. The difference itself
 * is uncertain, and so is the number: it is told to two digits, rounded up.
 * Source: Chow, Shao & Wang, Sample Size Calculations in Clinical Research, 2nd edition, section 3.2.
 * @param difference of two logarithms of strengths; @param deviation its standard deviation with `votes` votes
 * @returns 0 where the votes are enough; null for more than `MOST_VOTES`
 */
export function votesToSeparate({
  difference,
  deviation,
  votes,
}: {
  difference: number
  deviation: number
  votes: number
}): number | null {
  const inAll = votes * ((DETECTABLE * deviation) / Math.abs(difference)) ** 2
  if (!(inAll <= MOST_VOTES)) return null
  return toTwoDigits(Math.max(0, Math.ceil(inAll - votes)))
}

/** `3008` becomes `3100`. */
function toTwoDigits(votes: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(votes)) - 1)
  return votes === 0 ? 0 : Math.ceil(votes / step) * step
}
