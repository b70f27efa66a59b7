import type { ShownPlan } from '#shared/domain/plan.ts'
import { ContenderName } from '../../ui/contender-name.tsx'
import type { CompareChoices } from './compare-choices.ts'
import styles from './compare-view.module.css'
import { casesAlong } from './compared-place.ts'
import { axisOf } from './dimensions.ts'
import toolStyles from './light-table.module.css'
import { RepeatPager } from './repeat-pager.tsx'

interface CompareSubjectProps extends Pick<
  CompareChoices,
  'place' | 'onGo' | 'comparable' | 'across' | 'onAcross' | 'namesHidden'
> {
  plan: ShownPlan
}

/** What the compared pictures differ in, and which value of everything else they share. */
export function CompareSubject({ plan, place, onGo, comparable, across, ...props }: CompareSubjectProps) {
  if (comparable.length === 0 || (comparable.length === 1 && across === 'contender')) return null
  const { planCase, contender, repeat } = place
  return (
    <div className={`${toolStyles['tools']} ${styles['bar']}`} role="toolbar" aria-label="What is compared">
      {comparable.length > 1 && (
        <label className={toolStyles['side']}>
          <span className="three">Across</span>
          <select
            aria-label="Across"
            value={across}
            onChange={(event) => {
              const chosen = comparable.find(({ id }) => id === event.currentTarget.value)
              if (chosen !== undefined) props.onAcross(chosen.id)
            }}
          >
            {comparable.map(({ id, plural }) => (
              <option key={id} value={id}>
                {plural}
              </option>
            ))}
          </select>
        </label>
      )}
      {across !== 'contender' && !props.namesHidden && (
        <KeptContender plan={plan} contender={contender} onContender={(next) => onGo({ ...place, contender: next })} />
      )}
      {comparable.map(({ id, label }) => {
        const axis = axisOf(id)
        if (axis === null || id === across) return null
        const cases = casesAlong(plan, axis, planCase)
        return (
          cases.length > 1 && (
            <label key={id} className={toolStyles['side']}>
              <span className="three">{label}</span>
              <select
                aria-label={label}
                value={planCase.index}
                onChange={(event) => {
                  const chosen = cases.find(({ index }) => String(index) === event.currentTarget.value)
                  if (chosen !== undefined) onGo({ ...place, planCase: chosen })
                }}
              >
                {cases.map(({ index, coordinates }) => (
                  <option key={index} value={index}>
                    {coordinates[axis]}
                  </option>
                ))}
              </select>
            </label>
          )
        )
      })}
      {across !== 'repeat' && across !== 'seed' && (
        <RepeatPager
          repeats={plan.repeats}
          repeat={repeat + 1}
          onRepeat={(next) => onGo({ ...place, repeat: next - 1 })}
        />
      )}
    </div>
  )
}

type Contender = ShownPlan['contenders'][number]

/** Whose pictures all of them are. */
function KeptContender({
  plan: { contenders },
  contender,
  onContender,
}: {
  plan: ShownPlan
  contender: Contender
  onContender: (contender: Contender) => void
}) {
  if (contenders.length === 1)
    return <ContenderName position={contender.position} name={contender.name} runs={contender.modelName} />
  return (
    <label className={toolStyles['side']}>
      <span className="three">Contender</span>
      <select
        aria-label="Contender"
        value={contender.id}
        onChange={(event) => {
          const chosen = contenders.find(({ id }) => id === event.currentTarget.value)
          if (chosen !== undefined) onContender(chosen)
        }}
      >
        {contenders.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
