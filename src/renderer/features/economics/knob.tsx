import { useId, useState, type ReactNode } from 'react'
import { describeRange, fits, parseNumber, type NumberRange } from '../trial-design/read-number.ts'
import styles from './economics.module.css'

interface KnobProps {
  label: string
  /** null where it is not known: then nothing stands in the field until something is typed. */
  value: number | null
  unit?: string
  /** What may be typed. */
  range: NumberRange
  slider: { minimum: number; maximum: number; step: number; place: number; valueOf: (place: number) => number }
  /** The value as it is read aloud. */
  says: string
  note: ReactNode
  onChange: (value: number) => void
}

/** A number that can be slid and typed. What is typed and does not fit changes nothing, and says why. */
export function Knob({ label, value, unit, range, slider, says, note, onChange }: KnobProps) {
  const id = useId()
  const shown = value === null ? '' : value.toLocaleString('en-US', { maximumFractionDigits: 2 })
  const [typed, setTyped] = useState({ value, text: shown })
  const text = typed.value === value ? typed.text : shown
  const number = read(text)
  // What was measured stands there as it is, also where nobody could type it.
  const isFit = text === shown || fits(number, range)
  return (
    <div className={styles['knob']}>
      <div className={styles['knobHead']}>
        <label htmlFor={id} className="two">
          {label}
        </label>
        <span>
          <input
            id={id}
            type="text"
            inputMode="decimal"
            className="right"
            value={text}
            aria-invalid={!isFit}
            aria-describedby={`${id}-note`}
            onChange={({ target }) => {
              const next = read(target.value)
              setTyped({ value: fits(next, range) ? next : value, text: target.value })
              if (fits(next, range) && next !== value) onChange(next)
            }}
          />
          {unit !== undefined && <span className="two">{unit}</span>}
        </span>
      </div>
      <input
        type="range"
        aria-label={`${label}, slider`}
        aria-valuetext={says}
        min={slider.minimum}
        max={slider.maximum}
        step={slider.step}
        value={slider.place}
        onChange={({ currentTarget }) => onChange(slider.valueOf(currentTarget.valueAsNumber))}
      />
      <div id={`${id}-note`} className="micro three">
        {isFit ? note : <span className="alarm">{describeRange(range)}.</span>}
      </div>
    </div>
  )
}

function read(text: string): number | null {
  return parseNumber(text.replaceAll(/,(?=\d{3})/g, ''))
}
