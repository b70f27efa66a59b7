import type { CriterionMeasure, EvidenceNote } from '#shared/domain/decision-evidence.ts'
import type { Estimate } from '#shared/domain/estimate.ts'
import { figureText } from '#shared/units/count-text.ts'

type KnownEstimate = Extract<Estimate, { state: 'known' }>

/** How an interval was made, for people. */
const METHOD_WORDS: Readonly<Record<KnownEstimate['method'], string | null>> = {
  'order-statistic': 'exact interval of an order statistic',
  'bootstrap-by-prompt': 'bootstrap over prompts',
  wilson: 'Wilson score interval',
  'least-squares': 'least squares',
  prediction: 'prediction interval',
  'batch-means': 'batch means',
  // Of this trial alone: there are too few prompts to say what another would give.
  exact: null,
  'cluster-robust': 'Bradley–Terry with ties, its variance by prompts',
}

/** A figure of the analysis as a measure of a criterion. */
export function measureFrom(
  estimate: Estimate,
  evidence: Pick<EvidenceNote, 'source' | 'text'> & Partial<Pick<EvidenceNote, 'priceVersion'>>,
): CriterionMeasure {
  if (estimate.state !== 'known') return unknownMeasure(reasonOf(estimate), neededOf(estimate))
  const { value, low, high, count, method } = estimate
  return {
    state: 'known',
    value,
    low,
    high,
    spread: method === 'exact' ? 'exact' : 'sampling',
    count,
    evidence: { priceVersion: null, ...evidence, method: METHOD_WORDS[method] },
  }
}

export function unknownMeasure(
  reason: string,
  neededCount: number | null = null,
): Extract<CriterionMeasure, { state: 'unknown' }> {
  return { state: 'unknown', low: null, high: null, reason, neededCount }
}

function reasonOf(estimate: Exclude<Estimate, KnownEstimate>): string {
  if (estimate.state === 'too-few') {
    return `needs n ${figureText(estimate.neededCount)}, has n ${figureText(estimate.count)}`
  }
  return estimate.state === 'mixed' ? 'the load rose throughout, so it would be of no one load' : 'not reported'
}

function neededOf(estimate: Estimate): number | null {
  return estimate.state === 'too-few' ? estimate.neededCount : null
}
