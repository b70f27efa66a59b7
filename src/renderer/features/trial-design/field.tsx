import { useId, type ReactNode } from 'react'
import styles from './trial-design.module.css'
import { useProblemAt } from './problems.ts'

interface TextFieldProps {
  label: string
  /** The field's place in the plan; a problem with that place is shown here. */
  path: string
  value: string
  onChange: (value: string) => void
  hint?: string | undefined
  unit?: string
  width?: string
  placeholder?: string
  numeric?: boolean
}

export function TextField(props: TextFieldProps) {
  const id = useId()
  const problem = useProblemAt(props.path)
  const said = problem ?? props.hint
  return (
    <div className={styles['field']} style={{ width: props.width }}>
      <label htmlFor={id} className="small two">
        {props.label}
      </label>
      <span className={styles['control']}>
        <input
          id={id}
          type="text"
          inputMode={props.numeric === true ? 'decimal' : 'text'}
          autoComplete="off"
          spellCheck={props.numeric !== true}
          className={props.numeric === true ? 'right' : undefined}
          value={props.value}
          placeholder={props.placeholder}
          aria-invalid={problem !== null}
          aria-describedby={said === undefined ? undefined : `${id}-said`}
          onChange={(event) => props.onChange(event.target.value)}
        />
        {props.unit !== undefined && <span className="small three">{props.unit}</span>}
      </span>
      {said !== undefined && (
        <span id={`${id}-said`} className={`small ${problem === null ? 'three' : 'alarm'}`}>
          {said}
        </span>
      )}
    </div>
  )
}

interface SelectFieldProps {
  label: string
  path: string
  value: string
  options: readonly { value: string; label: string }[]
  onChange: (value: string) => void
}

export function SelectField({ label, path, value, options, onChange }: SelectFieldProps) {
  const id = useId()
  const problem = useProblemAt(path)
  return (
    <div className={styles['field']}>
      <label htmlFor={id} className="small two">
        {label}
      </label>
      <select id={id} value={value} aria-invalid={problem !== null} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {problem !== null && <span className="small alarm">{problem}</span>}
    </div>
  )
}

export function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles['block']}>
      <h2>{title}</h2>
      <div>{children}</div>
    </section>
  )
}

/** A problem that belongs to a whole block and not to one field. */
export function BlockProblem({ path }: { path: string }) {
  const problem = useProblemAt(path)
  return problem === null ? null : <p className={`small alarm ${styles['blockProblem']}`}>{problem}</p>
}
