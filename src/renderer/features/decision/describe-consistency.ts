import type { PairwiseConsistency } from '#shared/domain/decision-evaluation.ts'
import type { CriterionId } from '#shared/domain/decision-settings.ts'
import { countText } from '#shared/units/count-text.ts'
import { listText } from '#shared/units/list-text.ts'

/** Whether comparisons of two fit together: `They fit together: consistency ratio 0.03, where less than 0.10 is taken to.` */
export function describeConsistency(consistency: PairwiseConsistency, titleOf: (id: CriterionId) => string): string {
  if (consistency.state === 'incomplete') {
    const count = consistency.missing.length
    return count === 0
      ? 'Nothing is compared yet, so nothing is weighed.'
      : `${countText(count, 'comparison is', 'comparisons are')} missing, so nothing is weighed yet.`
  }
  const { ratio, isConsistent, worst } = consistency
  const measured = `consistency ratio ${ratio.toFixed(2)}, where less than 0.10 is taken to fit`
  if (isConsistent) return `The comparisons fit together: ${measured}.`
  const least = worst === null ? '' : ` ${listText(worst.map(titleOf))} fit together least.`
  return `The comparisons contradict each other: ${measured}.${least}`
}
