import { NORMAL_QUANTILE } from './normal.ts'

/** A two-sided test at 5 %. */
const Z_SIGNIFICANCE = NORMAL_QUANTILE.p975
/** A difference that is there is found four times in five. */
const Z_POWER = NORMAL_QUANTILE.p80

/**
 * The smallest ratio of two typical latencies that a comparison finds four times in five, at 5 % significance, where the latencies
 * are log-normal: exp((z₀.₉₇₅ + z₀.₈) · σ · √(2 (1 − ρ) / n)).
 * Source: Julious, Sample Sizes for Clinical Trials, section 3.2, on the logarithms.
 * @param sampleCount of each of the two
 * @param logStandardDeviation of the logarithms of latencies of one contender, about 0.2 to 0.5
 * @param pairing correlation of the two contenders within a block (same prompt, same minute); 0 where they are not paired
 * @returns above 1: 1.2 for 20 %
 */
export function detectableRatio({ sampleCount, logStandardDeviation, pairing = 0 }: Comparison): number {
  const standardError = logStandardDeviation * Math.sqrt((2 * (1 - pairing)) / sampleCount)
  return Math.exp((Z_SIGNIFICANCE + Z_POWER) * standardError)
}

/** How many samples of each contender find a ratio as `detectableRatio` does. @param ratio not 1 */
export function samplesToDetect(
  ratio: number,
  { logStandardDeviation, pairing = 0 }: Omit<Comparison, 'sampleCount'>,
): number {
  const variance = 2 * (1 - pairing) * logStandardDeviation ** 2
  return Math.max(2, Math.ceil(((Z_SIGNIFICANCE + Z_POWER) ** 2 * variance) / Math.log(ratio) ** 2))
}

export interface Comparison {
  sampleCount: number
  logStandardDeviation: number
  pairing?: number
}

/** Fewer votes settle nothing: all of five for one happen by chance more than once in twenty (sign test, two-sided 2 · ½⁵). */
const FEWEST_VOTES = 6

/**
 * How many votes between two find four times in five, at 5 % significance, that one wins more often than the other:
 * ((z₀.₉₇₅ / 2 + z₀.₈ · √(p (1 − p))) / (p − ½))².
 * Source: Chow, Shao, Wang & Lokhnygina, Sample Size Calculations in Clinical Research, 3rd edition, section 4.1.
 * @param winRate share of votes for the better one, above 0.5, ties aside
 */
export function votesToDetect(winRate: number): number {
  const spread = Z_SIGNIFICANCE / 2 + Z_POWER * Math.sqrt(winRate * (1 - winRate))
  return Math.max(FEWEST_VOTES, Math.ceil((spread / (winRate - 0.5)) ** 2))
}

/** The smallest win rate that so many votes find, as `votesToDetect` does; null for too few votes to find any. */
export function detectableWinRate(voteCount: number): number | null {
  if (voteCount < FEWEST_VOTES) return null
  let [low, high] = [0.5, 1]
  while (high - low > 1e-9) {
    const middle = (low + high) / 2
    if (votesToDetect(middle) > voteCount) low = middle
    else high = middle
  }
  return high
}
