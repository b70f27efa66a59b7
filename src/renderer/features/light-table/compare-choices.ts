import type { ShownContender } from '#shared/domain/plan.ts'
import type { ComparedPair } from './compared-pair.ts'
import type { Comparison } from './light-table-search.ts'
import type { Surround } from './surround.tsx'

/** What someone chose of a comparison that outlives its view: in the address, or kept for the person. */
export interface CompareChoices {
  comparison: Comparison
  /** null where there is but one contender. */
  pair: ComparedPair | null
  onCompare: (comparison: Comparison, pair: ComparedPair) => void
  /** The contenders that stand side by side. */
  among: readonly ShownContender[]
  onAmong: (among: ShownContender[]) => void
  surround: Surround
  onSurround: (surround: Surround) => void
}
