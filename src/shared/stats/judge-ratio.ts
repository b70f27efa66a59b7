import type { Estimate } from '../domain/analysis.ts'

/** Far more than a division loses, and far less than any change that matters. */
const ROUNDING = 1e-12

export type DriftVerdict = 'changed' | 'unchanged' | 'cannot-tell'

/**
 * What the interval of a ratio says about a change that matters. `changed`: all of it lies beyond the smallest one that does, up or
 * down. `unchanged`: all of it lies within. `cannot-tell`: it holds both, or there is none. So few samples lead to “cannot tell”,
 * never to “unchanged”. With a 95 % interval each of the two first is wrong at most about once in forty.
 * Source: Schuirmann, Journal of Pharmacokinetics and Biopharmaceutics 15 (1987) 657–680; Wellek, Testing Statistical Hypotheses
 * of Equivalence and Noninferiority, 2nd edition, section 1.6.
 * @param smallestRatio above 1: 1.1 for 10 % more, or as many times less
 */
export function judgeRatio(ratio: Estimate, smallestRatio: number): DriftVerdict {
  if (!(smallestRatio > 1))
    throw new RangeError(`The smallest ratio that matters must be above 1, not ${smallestRatio}.`)
  if (ratio.state !== 'known') return 'cannot-tell'
  if (reaches(ratio.low, smallestRatio) || reaches(1 / ratio.high, smallestRatio)) return 'changed'
  return reaches(ratio.high, smallestRatio) || reaches(1 / ratio.low, smallestRatio) ? 'cannot-tell' : 'unchanged'
}

/** 5500 / 5000 is 1.1 in binary and 1 / (5000 / 5500) a little less: both reach 1.1, or the verdict would hang on which comes first. */
function reaches(ratio: number, smallestRatio: number): boolean {
  return ratio >= smallestRatio * (1 - ROUNDING)
}
