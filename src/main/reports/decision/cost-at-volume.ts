import type { ContenderAnalysis } from '#shared/domain/analysis.ts'
import type { CriterionMeasure } from '#shared/domain/decision-evidence.ts'
import type { Contender } from '#shared/domain/plan.ts'
import { costBasisOf } from '#shared/economics/cost-basis-of.ts'
import { costPerUsableImage } from '#shared/economics/month-cost.ts'
import type { MonthSetting } from '#shared/economics/month-setting.ts'
import { stopWords } from '#shared/economics/stop-curve.ts'
import { countText } from '#shared/units/count-text.ts'
import { dayText } from '#shared/units/day-text.ts'
import { listText } from '#shared/units/list-text.ts'
import { unknownMeasure } from './measured.ts'

/** Micro-dollars for one usable picture at the volume of the setting, as `costPerUsableImage` reckons it. */
export function costAtVolume(
  contender: Contender,
  analysis: ContenderAnalysis,
  setting: MonthSetting,
): CriterionMeasure {
  const { usable, open } = analysis.gates
  if (open > 0) return unknownMeasure(`${countText(open, 'picture is', 'pictures are')} not examined yet`)
  if (usable === 0) return unknownMeasure('it gave no usable picture')
  const basis = costBasisOf(contender, analysis)
  const { imagesPerMonth, fleet } = setting.assumptions
  const cost = costPerUsableImage(basis, imagesPerMonth, setting)
  if (cost.state === 'unknown') return unknownMeasure(asClause(cost.reason))
  const { value, low, high } = cost
  const { billing } = basis
  const machines =
    billing.by !== 'machine'
      ? null
      : billing.price.unit === 'instance-hour'
        ? fleet === 'kept-on'
          ? 'machines kept on all month'
          : 'machines that follow the traffic'
        : `machines that stop ${stopWords(basis.coldStart.curve, setting.assumptions)}`
  return {
    state: 'known',
    value,
    low,
    high,
    spread: low === high ? 'exact' : 'sampling',
    count: usable,
    evidence: {
      source: 'measured',
      text: listText([countText(usable, 'usable picture'), ...(machines === null ? [] : [machines])]),
      method: low === high ? null : 'intervals of price, speed and usable share combined (Zou and Donner)',
      priceVersion: priceVersion(contender),
    },
  }
}

/** A sentence as part of another. */
function asClause(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`
}

/** `novita/flux-1-schnell of 12 Nov 2026`; null where no price is known. */
function priceVersion(contender: Contender): string | null {
  const prices = [contender, ...contender.furtherSteps].flatMap(({ price }) => price ?? [])
  const versions = new Set(prices.map(({ id, retrievedOn }) => `${id} of ${dayText(retrievedOn)}`))
  return versions.size === 0 ? null : listText([...versions])
}
