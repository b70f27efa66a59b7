import type { ColdStartAnalysis, ContenderAnalysis, Estimate, TrialAnalysis } from '../domain/analysis.ts'
import type { Billing, CostBasis } from '../domain/cost-basis.ts'
import type { Contender } from '../domain/plan.ts'
import type { SourcedValue } from '../domain/sourced-value.ts'
import { unitMicros } from './charge-units.ts'
import { machinePrice } from './machine-price.ts'

/**
 * What the cost of a contender is reckoned from, as its trial measured it, with the price that the trial kept.
 * Units of a price are what was charged over its first amount: what is billed includes every rounding of the provider's. A price with peak
 * hours or by tokens, and a pipeline with several prices, go by what was charged, since a trial pays the hours it ran in.
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
  const first = price === null ? 0 : unitMicros(price.amountUsd)
  const isByUnits =
    furtherSteps.length === 0 && first > 0 && price?.tokenRates === undefined && price?.peakHours === undefined
  if (price === null || !isByUnits) return { by: 'charges', perImageMicros }
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
