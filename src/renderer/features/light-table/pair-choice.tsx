import { withSide, type ComparedPair } from './compared-pair.ts'
import type { ComparedPicture } from './compared-picture.ts'
import styles from './pair-choice.module.css'

interface PairChoiceProps {
  /** What they are, such as “contender”. */
  noun: string
  pictures: readonly ComparedPicture[]
  pair: ComparedPair
  onPair: (pair: ComparedPair) => void
}

/** Which pictures lie in one place. */
export function PairChoice({ noun, pictures, pair, onPair }: PairChoiceProps) {
  return (
    <span className={styles['choice']}>
      {(['first', 'second'] as const).map((side) => (
        <select
          key={side}
          aria-label={`${side === 'first' ? 'First' : 'Second'} ${noun}`}
          value={pair[side].id}
          onChange={(event) => {
            const chosen = pictures.find(({ id }) => id === event.currentTarget.value)
            if (chosen !== undefined) onPair(withSide(pair, side, chosen))
          }}
        >
          {pictures.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      ))}
    </span>
  )
}
