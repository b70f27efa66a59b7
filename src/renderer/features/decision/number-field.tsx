import { useState } from 'react'
import { TextField } from '../../ui/field.tsx'
import { ProblemsContext } from '../../ui/problems.ts'
import { describeRange, fits, parseNumber, type NumberRange } from '../trial-design/read-number.ts'

/**
 * A number that counts as soon as it is one: what is typed on the way stays in the field, with what is wrong with it, and changes
 * nothing.
 */
export function NumberField({
  label,
  unit,
  value,
  range,
  onChange,
}: {
  label: string
  unit?: string
  value: number
  range: NumberRange
  onChange: (value: number) => void
}) {
  const [typed, setTyped] = useState({ value, text: String(value) })
  // Set from elsewhere, such as by a scenario: what was typed is about another value.
  const text = typed.value === value ? typed.text : String(value)
  const problem = readNumber(text, range) === null ? describeRange(range) : null
  return (
    <ProblemsContext value={problem === null ? [] : [{ path: label, message: problem }]}>
      <TextField
        label={label}
        path={label}
        numeric
        value={text}
        {...(unit !== undefined && { unit })}
        onChange={(next) => {
          const number = readNumber(next, range)
          setTyped({ value: number ?? value, text: next })
          if (number !== null && number !== value) onChange(number)
        }}
      />
    </ProblemsContext>
  )
}

function readNumber(text: string, range: NumberRange): number | null {
  const number = parseNumber(text)
  return fits(number, range) ? number : null
}
