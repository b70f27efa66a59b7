import type { ShownPlan } from '#shared/domain/plan.ts'
import { withSide, type ComparedPair } from './compared-pair.ts'
import styles from './pair-choice.module.css'

interface PairChoiceProps {
  plan: ShownPlan
  pair: ComparedPair
  onPair: (pair: ComparedPair) => void
}

/** Whose pictures lie in one place. */
export function PairChoice({ plan, pair, onPair }: PairChoiceProps) {
  return (
    <span className={styles['choice']}>
      {(['first', 'second'] as const).map((side) => (
        <select
          key={side}
          aria-label={side === 'first' ? 'First contender' : 'Second contender'}
          value={pair[side].id}
          onChange={(event) => {
            const chosen = plan.contenders.find(({ id }) => id === event.currentTarget.value)
            if (chosen !== undefined) onPair(withSide(pair, side, chosen))
          }}
        >
          {plan.contenders.map((contender) => (
            <option key={contender.id} value={contender.id}>
              {contender.name}
            </option>
          ))}
        </select>
      ))}
    </span>
  )
}
