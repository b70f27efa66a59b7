import type { ColdStartAnalysis, ContenderAnalysis, Estimate, TrialAnalysis } from '../domain/analysis.ts'
import type { Billing, CostBasis } from '../domain/cost-basis.ts'
import type { Contender } from '../domain/plan.ts'
import type { SourcedValue } from '../domain/sourced-value.ts'
import { unitMicros } from './charge-units.ts'
import { machinePrice } from './machine-price.ts'

/**
 * What the cost of a contender is reckoned from, as its trial measured it, with the price that the trial kept.
 * Units of a price are what was charged over its first amount, or with peak hours over that of each sample's hour: what is billed includes
 * every rounding of the provider's. A price by tokens, and a pipeline with several prices, go by what was charged, see `averagedText`.
 */
export function costBasisOf(contender: Contender, analysis: ContenderAnalysis): CostBasis {
  const { costMeasures, coldStart } = analysis
  const milliseconds = coldStart === null ? null : sourced(coldStart.penaltyMs)
  return {
    id: contender.id,
    name: contender.name,
    providerId: contender.providerId,
    billing: billingOf(contender, analysis),
    failed: { share: sourced(costMeasures.failedShare), chargeShare: costMeasures.failedChargeShare },
    coldStart: {
      curve: coldStart === null ? [] : coldCurve(coldStart),
      penaltySeconds: milliseconds === null ? null : scale(milliseconds, 1 / 1000),
    },
    usableShare: sourced(costMeasures.usableShare),
  }
}

/** Of every contender of a plan that the analysis has numbers of, in its order. */
export function costBasesOf(
  contenders: readonly Contender[],
  { contenders: analyses }: Pick<TrialAnalysis, 'contenders'>,
): CostBasis[] {
  return contenders.flatMap((contender) => {
    const own = analyses.find(({ contenderId }) => contenderId === contender.id)
    return own === undefined ? [] : [costBasisOf(contender, own)]
  })
}

function billingOf(
  { kind, price, furtherSteps }: Contender,
  { costPerImageMicros, costMeasures }: ContenderAnalysis,
): Billing {
  if (kind === 'host' && price !== null && machinePrice(price) !== null) {
    return { by: 'machine', price, imagesPerHour: sourced(costMeasures.imagesPerHour), slots: costMeasures.slots }
  }
  const perImageMicros = sourced(costPerImageMicros)
  const charged = (averaged: Extract<Billing, { by: 'charges' }>['averaged']): Billing => ({
    by: 'charges',
    perImageMicros,
    averaged,
  })
  if (price === null) return charged('no-list-price')
  if (furtherSteps.length > 0) return charged('several-prices')
  if (price.tokenRates !== undefined) return charged('tokens')
  if (price.peakHours !== undefined) {
    const unitsPerImage = costMeasures.unitsPerImage === null ? null : sourced(costMeasures.unitsPerImage)
    return unitsPerImage === null ? charged('unknown-hours') : { by: 'units', price, unitsPerImage }
  }
  const first = unitMicros(price.amountUsd)
  if (first === 0) return charged('free')
  return { by: 'units', price, unitsPerImage: perImageMicros === null ? null : scale(perImageMicros, 1 / first) }
}

function coldCurve({ gaps }: ColdStartAnalysis): CostBasis['coldStart']['curve'] {
  return gaps.flatMap(({ gapMs, coldShare }) => {
    const share = sourced(coldShare)
    return share === null || gapMs <= 0 ? [] : { gapSeconds: gapMs / 1000, share }
  })
}

function sourced(estimate: Estimate): SourcedValue | null {
  if (estimate.state !== 'known') return null
  const { value, low, high, count } = estimate
  return { value, low, high, count, source: 'measured' }
}

function scale(value: SourcedValue, factor: number): SourcedValue {
  return { ...value, value: value.value * factor, low: value.low * factor, high: value.high * factor }
}
