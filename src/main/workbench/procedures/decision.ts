import { evaluateTrial, keptDecision, saveDecision } from '../decisions.ts'
import { procedures } from './base.ts'

export const decision = {
  get: procedures.decision.get.handler(({ input, context }) => keptDecision(input.trialId, context)),
  save: procedures.decision.save.handler(({ input: { trialId, ...next }, context }) =>
    saveDecision(trialId, next, context),
  ),
  evaluate: procedures.decision.evaluate.handler(({ input, context }) =>
    evaluateTrial(input.trialId, input.settings, context),
  ),
}
