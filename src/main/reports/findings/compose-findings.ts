import type { ContenderAnalysis, Finding } from '#shared/domain/analysis.ts'
import type { FairnessParameter } from '#shared/domain/fairness.ts'
import type { Trial } from '#shared/domain/trial.ts'
import type { Lane } from '../asked-samples.ts'
import { fairnessFindings } from './fairness-findings.ts'
import { costFindings } from './cost-findings.ts'
import { latencyFindings } from './latency-findings.ts'
import { limitFindings } from './limit-findings.ts'
import { measurementFindings } from './measurement-findings.ts'
import { reliabilityFindings } from './reliability-findings.ts'
import type { TrialEvidence } from './evidence.ts'

/** Sentences a person could repeat in a meeting, composed from the numbers so that they can't drift from them. */
export function composeFindings(
  trial: Trial,
  found: {
    lanes: readonly Lane[]
    analyses: readonly ContenderAnalysis[]
    fairness: readonly FairnessParameter[]
  },
): Finding[] {
  const { lanes, analyses, fairness } = found
  const evidence: TrialEvidence = {
    trial,
    contenders: lanes.map((lane, index) => ({
      name: lane.contender.name,
      lane,
      analysis: analyses[index] as ContenderAnalysis,
    })),
  }
  return [
    ...tell('latency', latencyFindings(evidence)),
    ...tell('cost', costFindings(evidence)),
    ...tell('reliability', reliabilityFindings(evidence)),
    ...tell('limits', [...fairnessFindings(fairness), ...measurementFindings(evidence), ...limitFindings(evidence)]),
  ]
}

function tell(kind: Finding['kind'], texts: readonly string[]): Finding[] {
  return texts.map((text) => ({ kind, text }))
}
