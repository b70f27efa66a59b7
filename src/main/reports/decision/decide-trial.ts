import { evaluateDecision } from '#shared/decision/evaluate-decision.ts'
import type { DecisionEvaluation } from '#shared/domain/decision-evaluation.ts'
import type { DecisionEvidence } from '#shared/domain/decision-evidence.ts'
import type { DecisionSettings } from '#shared/domain/decision-settings.ts'
import { gatherDecisionEvidence, type DecisionSources } from './gather-decision-evidence.ts'

/** The decision on a trial with what it rests on: the same for page, report and command line. */
export interface DecidedTrial {
  evidence: DecisionEvidence
  evaluation: DecisionEvaluation
}

export function decideTrial(sources: DecisionSources, settings: DecisionSettings): DecidedTrial {
  const evidence = gatherDecisionEvidence(sources, settings)
  return { evidence, evaluation: evaluateDecision(evidence, settings) }
}
