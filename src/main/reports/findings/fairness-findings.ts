import type { FairnessParameter } from '#shared/domain/fairness.ts'

/** Where the contenders did not do the same thing. Sizes and formats that came otherwise than asked are told by picture as well. */
export function fairnessFindings(fairness: readonly FairnessParameter[]): string[] {
  return fairness.flatMap(({ parameter, verdict, reason }) =>
    verdict === 'not-like-for-like' && parameter !== 'safety' ? [`Not like for like in ${parameter}: ${reason}.`] : [],
  )
}
