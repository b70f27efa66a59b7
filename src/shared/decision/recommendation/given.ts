import type {
  ContenderStanding,
  CriterionStanding,
  DecisionSentence,
  EvidenceTarget,
  PairwiseConsistency,
  SentencePart,
  WeightSensitivity,
} from '../../domain/decision-evaluation.ts'
import type { CriterionMeasure, DecisionContender, DecisionEvidence } from '../../domain/decision-evidence.ts'
import type { CriterionId, DecisionSettings, ReferencePoints } from '../../domain/decision-settings.ts'
import type { Criterion } from '../criteria.ts'
import { named, text } from '../parts.ts'
import { measureOf } from '../score-table.ts'

/** What a recommendation is composed from. */
export interface Given {
  evidence: DecisionEvidence
  settings: DecisionSettings
  criteria: readonly Criterion[]
  standings: readonly CriterionStanding[]
  /** null where the weights are from sliders. */
  consistency: PairwiseConsistency | null
  contenders: readonly ContenderStanding[]
  /** Of the criteria that count, adding up to 1. */
  weights: ReadonlyMap<CriterionId, number>
  references: ReadonlyMap<CriterionId, ReferencePoints>
  sensitivities: readonly WeightSensitivity[]
  /** Ids of the eligible, the one with the highest total first: see `SweptDecision`. */
  ranking: readonly string[]
  /** Those that can't be told apart from the first. */
  levelWith: readonly string[]
}

/** @throws Error where there is none of that id */
export function contenderOf({ evidence }: Pick<Given, 'evidence'>, id: string): DecisionContender {
  const found = evidence.contenders.find(({ contenderId }) => contenderId === id)
  if (found === undefined) throw new Error(`The decision knows no contender ${id}.`)
  return found
}

export function standingOf({ contenders }: Pick<Given, 'contenders'>, id: string): ContenderStanding {
  const found = contenders.find(({ contenderId }) => contenderId === id)
  if (found === undefined) throw new Error(`The decision knows no contender ${id}.`)
  return found
}

export function eligibleOf(given: Pick<Given, 'evidence' | 'ranking'>): DecisionContender[] {
  return given.evidence.contenders.filter(({ contenderId }) => given.ranking.includes(contenderId))
}

/** Criteria that count, the heaviest first. */
export function countingOf({ criteria, weights }: Pick<Given, 'criteria' | 'weights'>): Criterion[] {
  const weightOf = ({ id }: Criterion): number => weights.get(id) ?? 0
  return criteria.filter(({ id }) => weights.has(id)).toSorted((one, other) => weightOf(other) - weightOf(one))
}

export function measured(
  contender: DecisionContender,
  criterion: Criterion,
  { settings }: Pick<Given, 'settings'>,
): CriterionMeasure {
  return measureOf(contender, criterion, settings.rubric)
}

/** A sentence whose evidence is a measure. */
export function measuredSentence(
  parts: SentencePart[],
  measure: Extract<CriterionMeasure, { state: 'known' }>,
  target: EvidenceTarget,
): DecisionSentence {
  return { parts, evidence: { ...measure.evidence, count: measure.count, target } }
}

/** A sentence that follows from what the user has set, or from what is missing. */
export function setSentence(parts: SentencePart[], words: string, target: EvidenceTarget): DecisionSentence {
  return {
    parts,
    evidence: { source: 'set', text: words, method: null, priceVersion: null, count: null, target },
  }
}

/** That an interval holds a limit, or that nothing is known: the contender stays. */
export function openLimitSentence(contender: DecisionContender, reason: readonly SentencePart[]): DecisionSentence {
  const parts = [
    text('Whether '),
    named(contender),
    text(' keeps a limit of yours can’t be told: '),
    ...reason,
    text('.'),
  ]
  return setSentence(parts, 'your limits', 'constraints')
}

/** What a figure that is not known is taken for. */
export function countsAs({ low }: Extract<CriterionMeasure, { state: 'unknown' }>): string {
  return `It counts as anything between ${low === null ? 'unacceptable and good enough' : 'what is known of it'}.`
}
