import type { ShownPlan } from '#shared/domain/plan.ts'
import { ContenderName } from '../../ui/contender-name.tsx'
import type { Line } from './arrange-pictures.ts'
import styles from './light-grid.module.css'

const LINE_PX = 16
/** What a row's head has besides its prompt: a title of two lines, two lines of values. */
const BESIDE_PROMPT_PX = 62

/** What all pictures of a column share. */
export function ColumnHead({ plan, line }: { plan: ShownPlan; line: Line }) {
  const [value] = [...line.values]
  if (value === undefined) return null
  const [dimension, { key, label }] = value
  const contender = dimension === 'contender' ? plan.contenders.find(({ id }) => id === key) : undefined
  if (contender !== undefined) {
    return (
      <>
        <b>
          <ContenderName position={contender.position} name={contender.name} />
        </b>
        <span className="two">{contender.modelName}</span>
      </>
    )
  }
  return (
    <>
      <b title={label}>{label}</b>
      {line.planCase !== null && <span className="two">{line.planCase.prompt}</span>}
    </>
  )
}

/**
 * What all pictures of a row share: its case where they are of one, else its prompt, and whatever else tells it from the rows around it.
 */
export function RowHead({ plan, line, height }: { plan: ShownPlan; line: Line; height: number }) {
  const { planCase } = line
  const prompt = line.values.get('prompt')
  const contender = plan.contenders.find(({ id }) => id === line.values.get('contender')?.key)
  const [first, ...others] = [...line.values].flatMap(([dimension, { label }]) =>
    dimension === 'prompt' || dimension === 'contender' || (planCase !== null && dimension.startsWith('axis:'))
      ? []
      : [label],
  )
  const title = planCase !== null && prompt !== undefined ? planCase.name : prompt?.label
  const rest = title === undefined && contender === undefined ? others : [first, ...others].filter(isText)
  const hasRoom = height > BESIDE_PROMPT_PX + LINE_PX
  return (
    <>
      {title !== undefined && <b>{title}</b>}
      {contender !== undefined && (
        <b>
          <ContenderName position={contender.position} name={contender.name} />
        </b>
      )}
      {title === undefined && contender === undefined && <b>{first}</b>}
      {rest.map((label) => (
        <span key={label} className={styles['value']}>
          {label}
        </span>
      ))}
      {planCase !== null && prompt !== undefined && hasRoom && (
        <p style={{ WebkitLineClamp: Math.max(1, Math.floor((height - BESIDE_PROMPT_PX) / LINE_PX)) }}>
          {planCase.prompt}
        </p>
      )}
      {line.seed !== null && !line.values.has('seed') && hasRoom && <span className="micro two">seed {line.seed}</span>}
    </>
  )
}

function isText(label: string | undefined): label is string {
  return label !== undefined
}
