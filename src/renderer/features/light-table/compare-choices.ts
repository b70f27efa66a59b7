import type { ShownContender, ShownPlan } from '#shared/domain/plan.ts'
import { contendersAmong, pairOf, searchAmong, searchWith, type ComparedPair } from './compared-pair.ts'
import type { Comparison, LightTableSearch } from './light-table-search.ts'
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

/** What the address says of a comparison, and the ways to say otherwise. */
export function compareChoices(
  plan: Pick<ShownPlan, 'contenders'>,
  search: LightTableSearch,
  look: (search: LightTableSearch) => void,
): Pick<CompareChoices, 'comparison' | 'pair' | 'onCompare' | 'among' | 'onAmong'> & {
  onGo: (caseIndex: number, repeat: number) => void
} {
  return {
    comparison: search.compare ?? 'side-by-side',
    pair: pairOf(plan, search),
    onCompare: (comparison, pair) => look(searchWith(search, comparison, pair)),
    among: contendersAmong(plan, search),
    onAmong: (among) => look(searchAmong(search, plan, among)),
    onGo: (caseIndex, repeat) => look({ ...search, open: caseIndex, openRepeat: repeat }),
  }
}
