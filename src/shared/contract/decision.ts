import { z } from 'zod'
import { DecisionEvaluation } from '../domain/decision-evaluation.ts'
import { DecisionEvidence } from '../domain/decision-evidence.ts'
import { DecisionSettings, KeptDecision } from '../domain/decision-settings.ts'
import { procedure } from './procedure.ts'

const byTrial = z.strictObject({ trialId: z.string() })

/** What someone wants of the contenders of a trial, and what is recommended. */
export const decision = {
  /** Where nobody has saved any: version 0, with what everybody begins with. */
  get: procedure.input(byTrial).output(KeptDecision),
  /**
   * Keeps the next version. Refused (CHANGED_MEANWHILE) where another one has been saved since the one that was edited.
   * @param basedOn that one; 0 for none
   */
  save: procedure.input(byTrial.extend({ basedOn: z.int().min(0), settings: DecisionSettings })).output(KeptDecision),
  /**
   * What it comes to, with what it rests on: while weights are tried out, `evaluateDecision` gives the same on the page, as long as
   * neither volume nor traffic change. @param settings those that are kept, if absent
   */
  evaluate: procedure
    .input(byTrial.extend({ settings: DecisionSettings.optional() }))
    .output(z.strictObject({ evidence: DecisionEvidence, evaluation: DecisionEvaluation })),
}
