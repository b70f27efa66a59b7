import type { MonthComparison } from '#shared/economics/compare-costs.ts'
import { SelectField } from '../../ui/field.tsx'

export interface Pair {
  id: string
  againstId: string
}

interface PairChoiceProps {
  comparison: MonthComparison
  pair: Pair
  onChoose: (pair: Pair) => void
}

/** Which two are held against each other. */
export function PairChoice({ comparison, pair, onChoose }: PairChoiceProps) {
  const options = comparison.contenders.map(({ basis }) => ({ value: basis.id, label: basis.name }))
  return (
    <>
      <SelectField
        label="Saving of"
        value={pair.id}
        options={options.filter(({ value }) => value !== pair.againstId)}
        onChange={(id) => onChoose({ ...pair, id })}
      />
      <SelectField
        label="Against"
        value={pair.againstId}
        options={options.filter(({ value }) => value !== pair.id)}
        onChange={(againstId) => onChoose({ ...pair, againstId })}
      />
    </>
  )
}
