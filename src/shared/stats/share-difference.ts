import type { Estimate } from '../domain/analysis.ts'
import { recoveredDifference } from './separate-difference.ts'
import { wilsonEstimate } from './wilson.ts'

export interface ShareCount {
  successes: number
  count: number
}

/**
 * How far apart two separate shares are, `first` less `second`, with a 95 % interval made of both Wilson intervals:
 * d − √((p₁ − l₁)² + (u₂ − p₂)²) to d + √((u₁ − p₁)² + (p₂ − l₂)²). It neither collapses nor leaves [−1, 1].
 * Source: Newcombe, Statistics in Medicine 17 (1998) 873–890, method 10.
 * @returns value, low and high from −1 to 1; `count` is that of the smaller group; `too-few` where either is empty
 */
export function shareDifference(first: ShareCount, second: ShareCount): Estimate {
  return recoveredDifference(
    wilsonEstimate(first.successes, first.count),
    wilsonEstimate(second.successes, second.count),
    { neededCount: 1 },
  )
}
