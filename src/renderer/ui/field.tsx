import { useId, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './field.module.css'
import { useProblemAt } from './problems.ts'

interface TextFieldProps {
  label: string
  /** The field's place in what is sent; a problem with that place is shown here. */
  path?: string
  value: string
  onChange: (value: string) => void
  hint?: string | undefined
  unit?: string
  width?: string
  placeholder?: string | undefined
  numeric?: boolean
  mono?: boolean
  /** What is typed is shown as dots, and no browser offers to keep it. */
  secret?: boolean
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
          type={props.secret === true ? 'password' : 'text'}
          inputMode={props.numeric === true ? 'decimal' : 'text'}
          autoComplete={props.secret === true ? 'new-password' : 'off'}
          spellCheck={props.numeric !== true && props.mono !== true && props.secret !== true}
          className={classNames(props.numeric === true && 'right', props.mono === true && 'mono')}
          value={props.value}
          placeholder={props.placeholder}
          aria-invalid={problem !== null}
          aria-describedby={said === undefined ? undefined : `${id}-said`}
          onChange={(event) => props.onChange(event.target.value)}
        />
        {props.unit !== undefined && <span className="small three">{props.unit}</span>}
      </span>
      <Said id={`${id}-said`} problem={problem} hint={props.hint} />
    </div>
  )
}

interface AreaFieldProps {
  label: string
  path?: string
  value: string
  onChange: (value: string) => void
  rows: number
  hint?: ReactNode
  placeholder?: string
  mono?: boolean
}

/** Text of several lines. */
export function AreaField(props: AreaFieldProps) {
  const id = useId()
  const problem = useProblemAt(props.path)
  const said = problem ?? props.hint
  return (
    <div className={styles['field']}>
      <label htmlFor={id} className="small two">
        {props.label}
      </label>
      <textarea
        id={id}
        rows={props.rows}
        spellCheck={props.mono !== true}
        className={props.mono === true ? 'mono' : undefined}
        value={props.value}
        placeholder={props.placeholder}
        aria-invalid={problem !== null}
        aria-describedby={said === undefined ? undefined : `${id}-said`}
        onChange={(event) => props.onChange(event.target.value)}
      />
      <Said id={`${id}-said`} problem={problem} hint={props.hint} />
    </div>
  )
}

export interface FieldOption {
  value: string
  label: string
  /** Options of one group stand under its name. */
  group?: string
}

interface SelectFieldProps {
  label: string
  path?: string
  value: string
  options: readonly FieldOption[]
  onChange: (value: string) => void
  width?: string
  hint?: string | undefined
}

export function SelectField({ label, path, value, options, onChange, width, hint }: SelectFieldProps) {
  const id = useId()
  const problem = useProblemAt(path)
  const said = problem ?? hint
  return (
    <div className={styles['field']} style={{ width }}>
      <label htmlFor={id} className="small two">
        {label}
      </label>
      <select
        id={id}
        value={value}
        aria-invalid={problem !== null}
        aria-describedby={said === undefined ? undefined : `${id}-said`}
        onChange={(event) => onChange(event.target.value)}
      >
        <Options options={options} />
      </select>
      <Said id={`${id}-said`} problem={problem} hint={hint} />
    </div>
  )
}

function Options({ options }: { options: readonly FieldOption[] }) {
  const groups = [...new Set(options.map(({ group }) => group))]
  return groups.map((group) => {
    const entries = options
      .filter((option) => option.group === group)
      .map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))
    return group === undefined ? (
      entries
    ) : (
      <optgroup key={group} label={group}>
        {entries}
      </optgroup>
    )
  })
}

/** What stands under a field: what is wrong with it, else its hint. */
function Said({ id, problem, hint }: { id: string; problem: string | null; hint: ReactNode }) {
  const said = problem ?? hint
  if (said === undefined) return null
  return (
    <span id={id} className={`small ${problem === null ? 'three' : 'alarm'}`}>
      {said}
    </span>
  )
}
