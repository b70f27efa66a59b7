import type { ShownContender } from '#shared/domain/plan.ts'
import { Marker } from '../../ui/contender-name.tsx'
import styles from './contender-choice.module.css'

interface ContenderChoiceProps {
  contenders: readonly ShownContender[]
  chosen: readonly ShownContender[]
  onChoose: (chosen: ShownContender[]) => void
}

/** Whose pictures stand side by side: two at least. */
export function ContenderChoice({ contenders, chosen, onChoose }: ContenderChoiceProps) {
  return (
    <fieldset className={styles['choice']} aria-label="Contenders side by side">
      {contenders.map((contender) => {
        const isChosen = chosen.includes(contender)
        return (
          <button
            key={contender.id}
            type="button"
            aria-pressed={isChosen}
            aria-label={contender.name}
            title={contender.name}
            disabled={isChosen && chosen.length === 2}
            onClick={() =>
              onChoose(contenders.filter((other) => (other === contender ? !isChosen : chosen.includes(other))))
            }
          >
            <Marker position={contender.position} />
          </button>
        )
      })}
    </fieldset>
  )
}
