import type { FrozenPlan } from '../domain/plan.ts'
import type { RatedTrial } from './rate-trial.ts'

/** The votes on a trial with what its plan says of contenders and prompts. */
export function ratedTrialOf(
  { cases, contenders }: Pick<FrozenPlan, 'cases' | 'contenders'>,
  votes: Pick<RatedTrial, 'sessions' | 'votes' | 'pictures'>,
): RatedTrial {
  const prompts = new Map(cases.map(({ index, promptIndex }) => [index, promptIndex]))
  return {
    ...votes,
    contenderIds: contenders.map(({ id }) => id),
    promptOf: (caseIndex) => prompts.get(caseIndex) ?? caseIndex,
  }
}
