import type { FrozenPlan } from '#shared/domain/plan.ts'
import type { TrialComparison } from '#shared/domain/trial-comparison.ts'

export interface SharedPrompts {
  counts: TrialComparison['prompts']
  /** The same number for the same prompt in both trials, by the index of a case. */
  promptOfFirst: (caseIndex: number) => number
  promptOfSecond: (caseIndex: number) => number
}

/** Numbers the prompts of two plans, so that what is the same prompt has one number: as it was written, with what it was to avoid and the picture given. */
export function sharePrompts(first: FrozenPlan, second: FrozenPlan): SharedPrompts {
  const numbers = new Map<string, number>()
  const number = (plan: FrozenPlan): Map<number, number> => {
    const byPrompt = new Map<number, number>()
    const byCase = new Map<number, number>()
    for (const one of plan.cases) {
      const known = byPrompt.get(one.promptIndex)
      const key = JSON.stringify([
        one.template?.text ?? one.prompt,
        one.template === undefined ? one.parameters.negativePrompt : one.template.negativePrompt,
        one.picture?.sha256,
      ])
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
    counts: { shared, onlyFirst: ofFirst.size - shared, onlySecond: ofSecond.size - shared },
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
