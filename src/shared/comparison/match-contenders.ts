import type { Contender, ContenderStep } from '../domain/plan.ts'
import type { ComparedContender } from '../domain/trial-comparison.ts'

export interface ContenderMatch {
  first: Contender
  second: Contender
  matchedBy: ComparedContender['matchedBy']
}

/**
 * Finds the contenders of one trial in another. Only those of one provider and model are ever matched: first those with the same
 * settings (of several, the one with the same id), then those with the same id, then what is the only one of its model in both.
 * @param workflowOf what tells the workflow of a step from another one; of a bundle, only a hash of it is known
 * @returns the matches in the order of the first trial, and what is left of each
 */
export function matchContenders(
  first: readonly Contender[],
  second: readonly Contender[],
  workflowOf: (step: ContenderStep) => unknown = ({ workflow }) => workflow,
): { matches: ContenderMatch[]; onlyFirst: Contender[]; onlySecond: Contender[] } {
  const found = new Map<Contender, ContenderMatch>()
  const taken = new Set<Contender>()
  const isFree = (contender: Contender): boolean => !found.has(contender) && !taken.has(contender)
  const match = (
    matchedBy: ContenderMatch['matchedBy'],
    choose: (one: Contender, candidates: Contender[]) => Contender | undefined,
  ): void => {
    for (const one of first.filter(isFree)) {
      const other = choose(
        one,
        second.filter((candidate) => isFree(candidate) && isSameModel(candidate, one)),
      )
      if (other === undefined) continue
      found.set(one, { first: one, second: other, matchedBy })
      taken.add(other)
    }
  }
  const settingsKey = (contender: Contender): string =>
    JSON.stringify([contender, ...contender.furtherSteps].map((step) => stepKey(step, workflowOf(step))))
  const hasSameSettings = (one: Contender, other: Contender): boolean => settingsKey(one) === settingsKey(other)
  match('settings', (one, candidates) => candidates.find((other) => other.id === one.id && hasSameSettings(one, other)))
  match('settings', (one, candidates) => candidates.find((other) => hasSameSettings(one, other)))
  match('id', (one, candidates) => candidates.find((other) => other.id === one.id))
  match('model', (one, candidates) => {
    const rivals = first.filter((rival) => isFree(rival) && isSameModel(rival, one))
    return candidates.length === 1 && rivals.length === 1 ? candidates[0] : undefined
  })
  return {
    matches: first.flatMap((one) => found.get(one) ?? []),
    onlyFirst: first.filter((one) => !found.has(one)),
    onlySecond: second.filter((one) => !taken.has(one)),
  }
}

function isSameModel(one: Contender, other: Contender): boolean {
  return one.providerId === other.providerId && one.modelId === other.modelId
}

function stepKey({ providerId, modelId, task, parameters }: ContenderStep, workflow: unknown): unknown[] {
  const inOrder = Object.entries(parameters).toSorted(([left], [right]) => (left < right ? -1 : 1))
  return [providerId, modelId, task, workflow, inOrder]
}
