import type { ShownPlan } from '#shared/domain/plan.ts'
import { ContenderName } from '../../ui/contender-name.tsx'
import { GivenPicture } from '../../ui/given-picture.tsx'
import type { Line } from './arrange-pictures.ts'
import { givenOfLine } from './given-of-line.ts'
import styles from './light-grid.module.css'

const LINE_PX = 16
/** What a row's head has besides its prompt: a title of two lines, two lines of values. */
const BESIDE_PROMPT_PX = 62
/** Longer side of the picture that was given with a prompt; with the space below it, it takes `GIVEN_ROOM_PX` of a row's head. */
const GIVEN_PX = 36
const GIVEN_ROOM_PX = 42
const SMALL_GIVEN_PX = 30
/** Beneath the name in the head of a column that is too narrow for both side by side. */
const SMALLEST_GIVEN_PX = 18
const NARROWEST_FOR_BOTH_PX = 90

/** What all pictures of a column share. */
export function ColumnHead({ plan, line, width }: { plan: ShownPlan; line: Line; width: number }) {
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
  const given = givenOfLine(plan, line)
  if (given !== null && width < NARROWEST_FOR_BOTH_PX) {
    return (
      <>
        <b dir="auto" title={label}>
          {label}
        </b>
        <GivenPicture image={given} side={SMALLEST_GIVEN_PX} tabStop={false} />
      </>
    )
  }
  return (
    <div className={styles['columnWords']} data-given={given !== null || undefined}>
      <b dir="auto" title={label}>
        {label}
      </b>
      {line.planCase !== null && (
        <span dir="auto" className="two">
          {line.planCase.prompt}
        </span>
      )}
      <GivenPicture image={given} side={SMALL_GIVEN_PX} tabStop={false} />
    </div>
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
  const given = givenOfLine(plan, line)
  const isGivenLarge = given !== null && height > BESIDE_PROMPT_PX + GIVEN_ROOM_PX
  const besidePromptPx = BESIDE_PROMPT_PX + (isGivenLarge ? GIVEN_ROOM_PX : 0)
  const hasRoom = height > besidePromptPx + LINE_PX
  return (
    <>
      {given !== null && !isGivenLarge && (
        <div className={styles['smallGiven']}>
          <GivenPicture image={given} side={SMALL_GIVEN_PX} tabStop={false} />
        </div>
      )}
      {title !== undefined && <b dir="auto">{title}</b>}
      {contender !== undefined && (
        <b>
          <ContenderName position={contender.position} name={contender.name} />
        </b>
      )}
      {title === undefined && contender === undefined && <b dir="auto">{first}</b>}
      {rest.map((label) => (
        <span key={label} dir="auto" className={styles['value']}>
          {label}
        </span>
      ))}
      {isGivenLarge && (
        <div className={styles['given']}>
          <GivenPicture image={given} side={GIVEN_PX} words="beside" tabStop={false} />
        </div>
      )}
      {planCase !== null && prompt !== undefined && hasRoom && (
        <p dir="auto" style={{ WebkitLineClamp: Math.max(1, Math.floor((height - besidePromptPx) / LINE_PX)) }}>
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
