import type { ClaimEvidence } from '../../domain/claim-check.ts'

/** Claims are rounded, so an amount that is off by no more than this part of it fits. */
const TOLERANCE = 0.02

export interface NumberRange {
  low: number
  high: number
}

/** Holds a range of amounts against a claimed one: they fit where they meet. */
export function fitRange(
  by: ClaimEvidence['by'],
  words: string,
  found: NumberRange & { value: number },
  claimed: NumberRange,
): ClaimEvidence {
  if (found.low > claimed.high * (1 + TOLERANCE)) return { by, words, fits: false, ratio: found.value / claimed.high }
  if (found.high < claimed.low * (1 - TOLERANCE)) return { by, words, fits: false, ratio: found.value / claimed.low }
  return { by, words, fits: true, ratio: 1 }
}
