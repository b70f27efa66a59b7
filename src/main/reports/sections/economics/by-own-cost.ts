import type { CostComparison } from '#shared/economics/compare-costs.ts'
import type { ReportContender, ReportEvidence } from '../../report-evidence.ts'

/** A contender of the report with what its months come to. */
export type CostedContender = ReportContender & { costs: CostComparison['contenders'][number] }

/** The cheapest at the reader's own volume first; those whose cost is not known last, in the order of the plan. */
export function byOwnCost({ contenders, economics: { comparison } }: ReportEvidence): CostedContender[] {
  const total = ({ costs: { own } }: CostedContender): number => (own.state === 'known' ? own.total.value : Infinity)
  return contenders
    .flatMap((contender) => {
      const costs = comparison.contenders.find(({ basis }) => basis.id === contender.contender.id)
      return costs === undefined ? [] : { ...contender, costs }
    })
    .toSorted((left, right) => {
      const [one, other] = [total(left), total(right)]
      return one === other ? left.contender.position - right.contender.position : one - other
    })
}
