import { monthText } from '#shared/units/day-text.ts'
import { Button } from '../../ui/button.tsx'
import { addMonths } from './month-steps.ts'
import styles from './spend.module.css'

interface MonthPickerProps {
  month: string
  /** Of the oldest line; null where there is none. */
  first: string | null
  last: string
  onChange: (month: string) => void
}

export function MonthPicker({ month, first, last, onChange }: MonthPickerProps) {
  const oldest = first === null || first > last ? last : first
  const months: string[] = []
  for (let next = last; next >= oldest; next = addMonths(next, -1)) months.push(next)
  if (!months.includes(month)) months.push(month)
  return (
    <div className={styles['months']}>
      <Button aria-label="The month before" disabled={month <= oldest} onClick={() => onChange(addMonths(month, -1))}>
        ‹
      </Button>
      <select aria-label="Month" value={month} onChange={(event) => onChange(event.target.value)}>
        {months.map((one) => (
          <option key={one} value={one}>
            {monthText(one)}
          </option>
        ))}
      </select>
      <Button aria-label="The month after" disabled={month >= last} onClick={() => onChange(addMonths(month, 1))}>
        ›
      </Button>
    </div>
  )
}
