import type { Case, FrozenPlan } from '#shared/domain/plan.ts'
import type { TrialComparison } from '#shared/domain/trial-comparison.ts'

export interface SharedPrompts {
  /** null where the prompts of one are left out, so that nobody can say. */
  counts: TrialComparison['prompts']
  /** The same number for the same prompt in both trials, by the index of a case. */
  promptOfFirst: (caseIndex: number) => number
  promptOfSecond: (caseIndex: number) => number
}

/** A prompt in a plan, and what makes it the same as one of another plan. */
export type PromptKey = (plan: FrozenPlan, one: Case) => string

/** As it was written, with what it was to avoid and the picture given. */
export const AS_WRITTEN: PromptKey = (_plan, one) =>
  JSON.stringify([
    one.template?.text ?? one.prompt,
    one.template === undefined ? one.parameters.negativePrompt : one.template.negativePrompt,
    one.picture?.sha256,
  ])

/** Numbers the prompts of two plans, so that what is the same prompt has one number. @param isKnown whether the keys can tell */
export function sharePrompts(
  first: FrozenPlan,
  second: FrozenPlan,
  { keyOf, isKnown }: { keyOf: PromptKey; isKnown: boolean } = { keyOf: AS_WRITTEN, isKnown: true },
): SharedPrompts {
  const numbers = new Map<string, number>()
  const number = (plan: FrozenPlan): Map<number, number> => {
    const byPrompt = new Map<number, number>()
    const byCase = new Map<number, number>()
    for (const one of plan.cases) {
      const known = byPrompt.get(one.promptIndex)
      const key = keyOf(plan, one)
      const chosen = known ?? numbers.get(key) ?? numbers.size
      if (known === undefined) {
        numbers.set(key, chosen)
        byPrompt.set(one.promptIndex, chosen)
      }
      byCase.set(one.index, chosen)
    }
    return byCase
  }
  const [one, other] = [number(first), number(second)]
  const [ofFirst, ofSecond] = [new Set(one.values()), new Set(other.values())]
  const shared = [...ofFirst].filter((one) => ofSecond.has(one)).length
  return {
    counts: isKnown ? { shared, onlyFirst: ofFirst.size - shared, onlySecond: ofSecond.size - shared } : null,
    promptOfFirst: lookUp(one),
    promptOfSecond: lookUp(other),
  }
}

function lookUp(numbers: ReadonlyMap<number, number>): (caseIndex: number) => number {
  return (caseIndex) => {
    const found = numbers.get(caseIndex)
    if (found === undefined) throw new Error(`The plan has no case ${caseIndex}.`)
    return found
  }
}
