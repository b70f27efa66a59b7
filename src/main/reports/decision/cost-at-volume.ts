import type { ContenderAnalysis } from '#shared/domain/analysis.ts'
import type { CriterionMeasure } from '#shared/domain/decision-evidence.ts'
import type { Contender } from '#shared/domain/plan.ts'
import { projectMonth } from '#shared/economics/projection.ts'
import { countText } from '#shared/units/count-text.ts'
import { dayText } from '#shared/units/day-text.ts'
import { listText } from '#shared/units/list-text.ts'
import { projectionBasis } from '../analyse-contender.ts'
import { measureFrom, unknownMeasure } from './measured.ts'

/**
 * Micro-dollars for one usable picture at so many usable ones a month. On machines it is anything from paying only for the hours that
 * draw to keeping them on all month, because no trial measures how well they are used; pictures that are not usable are drawn on top.
 */
export function costAtVolume(
  contender: Contender,
  { gates, imagesPerHour }: Pick<ContenderAnalysis, 'gates' | 'imagesPerHour'>,
  imagesPerMonth: number,
): CriterionMeasure {
  const { pictures, usable, open, costPerUsableMicros } = gates
  if (open > 0) return unknownMeasure(`${countText(open, 'picture is', 'pictures are')} not examined yet`)
  if (usable === 0) return unknownMeasure('it gave no usable picture')
  const basis = projectionBasis(contender, costPerUsableMicros, { imagesPerHour, count: pictures })
  const evidence = {
    source: 'measured' as const,
    text: countText(usable, 'usable picture'),
    priceVersion: priceVersion(contender),
  }
  if (basis.kind === 'per-image') return measureFrom(costPerUsableMicros, evidence)
  const { monthly } = projectMonth((imagesPerMonth * pictures) / usable, basis)
  if (monthly.state !== 'known') return measureFrom(monthly, evidence)
  return {
    state: 'known',
    value: monthly.value / imagesPerMonth,
    low: monthly.low / imagesPerMonth,
    high: monthly.high / imagesPerMonth,
    spread: 'range',
    count: usable,
    evidence: {
      ...evidence,
      method: 'from machines that are on only while they draw to machines that are kept on all month',
    },
  }
}

/** `novita/flux-1-schnell of 12 Nov 2026`; null where no price is known. */
function priceVersion(contender: Contender): string | null {
  const prices = [contender, ...contender.furtherSteps].flatMap(({ price }) => price ?? [])
  const versions = new Set(prices.map(({ id, retrievedOn }) => `${id} of ${dayText(retrievedOn)}`))
  return versions.size === 0 ? null : listText([...versions])
}
