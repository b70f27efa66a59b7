import type { Claim } from '../../domain/claim.ts'
import type { ClaimEvidence } from '../../domain/claim-check.ts'
import type { CostBasis } from '../../domain/cost-basis.ts'
import type { SourcedValue } from '../../domain/sourced-value.ts'
import { figureText } from '../../units/count-text.ts'
import { breakEven } from '../break-even.ts'
import { unitMicros } from '../charge-units.ts'
import { numberText, perMonthText, perPictureText } from '../money-words.ts'
import { monthCost } from '../month-cost.ts'
import type { MonthSetting } from '../month-setting.ts'
import { fitRange, type NumberRange } from './fit-range.ts'

/** What a trial measured of what is claimed, contender by contender; of its providers where the claim names some. */
export function claimMeasurements(claim: Claim, bases: readonly CostBasis[], setting: MonthSetting): ClaimEvidence[] {
  const measured = bases.filter(isMeasured)
  const { figures, amount, providers } = claim
  const own = measured.filter(({ providerId }) => providerId !== null && providers.includes(providerId))
  const machines = measured.filter(({ billing }) => billing.by === 'machine')
  if (figures?.kind === 'cold-start') {
    return own.flatMap((basis) =>
      hold(
        basis,
        basis.coldStart.penaltySeconds,
        figures.seconds,
        (value) => `${numberText(value)} s longer when cold`,
      ),
    )
  }
  if (figures?.kind === 'throughput') {
    const claimed = { low: figures.imagesPerHour, high: figures.imagesPerHour }
    return machines.flatMap((basis) =>
      basis.billing.by === 'machine'
        ? hold(basis, basis.billing.imagesPerHour, claimed, (value) => `${numberText(value)} pictures an hour`)
        : [],
    )
  }
  if (figures?.kind === 'managed-months') {
    return figures.series.flatMap(({ priceClaim, points }) =>
      points.flatMap((point) =>
        months(
          own.filter(({ providerId }) => priceClaim.startsWith(`${providerId}-`)),
          point,
          setting,
        ),
      ),
    )
  }
  if (figures?.kind === 'machine-months') return figures.points.flatMap((point) => months(machines, point, setting))
  if (figures?.kind === 'break-even') {
    const managed = measured.filter(({ billing }) => billing.by !== 'machine')
    return machines.flatMap((basis) =>
      managed.flatMap((other) => breakEvens(basis, other, figures.imagesPerMonth, setting)),
    )
  }
  if (figures?.kind === 'machine-image' && amount !== null) {
    const claimed = unitMicros(amount.amountUsd)
    return machines.flatMap((basis) => perImage(basis, claimed, setting))
  }
  if (amount?.unit === 'image') {
    const claimed = unitMicros(amount.amountUsd)
    return own.flatMap((basis) => perImage(basis, claimed, setting))
  }
  return []
}

/** Whether what its pictures are paid by was measured; what somebody typed in is no witness. */
function isMeasured({ billing }: CostBasis): boolean {
  if (billing.by === 'machine') return billing.imagesPerHour?.source === 'measured'
  return (billing.by === 'units' ? billing.unitsPerImage : billing.perImageMicros)?.source === 'measured'
}

function hold(
  { name }: CostBasis,
  value: SourcedValue | null,
  claimed: NumberRange,
  words: (value: number) => string,
): ClaimEvidence[] {
  if (value?.source !== 'measured') return []
  return [fitRange('measured', `${name}: ${words(value.value)}.`, value, claimed)]
}

/** At the volume of the setting, since a machine’s picture has no price without one. */
function perImage(basis: CostBasis, claimedMicros: number, setting: MonthSetting): ClaimEvidence[] {
  const images = setting.assumptions.imagesPerMonth
  const month = monthCost(basis, images, setting)
  if (month.state === 'unknown') return []
  const [value, low, high] = [month.total.value / images, month.total.low / images, month.total.high / images]
  const words = `${basis.name}: ${perPictureText(value)} a picture at ${figureText(images)} a month.`
  return [fitRange('measured', words, { value, low, high }, { low: claimedMicros, high: claimedMicros })]
}

function months(
  bases: readonly CostBasis[],
  { imagesPerMonth, lowUsd, highUsd }: { imagesPerMonth: number; lowUsd: number; highUsd: number },
  setting: MonthSetting,
): ClaimEvidence[] {
  return bases.flatMap((basis) => {
    const month = monthCost(basis, imagesPerMonth, setting)
    if (month.state === 'unknown') return []
    const words = `${basis.name}: ${perMonthText(month.total.value)} for ${figureText(imagesPerMonth)} pictures.`
    return [fitRange('measured', words, month.total, { low: lowUsd * 1_000_000, high: highUsd * 1_000_000 })]
  })
}

function breakEvens(
  machines: CostBasis,
  managed: CostBasis,
  claimed: NumberRange,
  setting: MonthSetting,
): ClaimEvidence[] {
  const answer = breakEven(machines, managed, setting)
  if (answer.state === 'unknown') return []
  const first = answer.spans[0]?.from
  if (first === undefined) return [{ by: 'measured', words: answer.words, fits: false, ratio: null }]
  return [fitRange('measured', answer.words, { value: first, low: first, high: first }, claimed)]
}
