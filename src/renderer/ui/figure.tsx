import type { ReactNode } from 'react'
import type { Estimate } from '#shared/domain/analysis.ts'
import { figureText } from '#shared/units/count-text.ts'
import { writeEstimate, type Quantity } from '#shared/units/write-estimate.ts'
import { writeMissing, writeTooFew } from './format-estimate.ts'
import styles from './figure.module.css'

interface EstimateFigureProps {
  estimate: Estimate
  quantity: Quantity
  /** What is estimated, for the sentence where n is too small: "p99 needs n 473". Absent where it stands at the head of a column. */
  label?: string
  showCount?: boolean
}

/** A value never stands alone: unit, interval and n go with it, or the reason why there is no value. */
export function EstimateFigure({ estimate, quantity, label, showCount = true }: EstimateFigureProps) {
  if (estimate.state === 'unknown' || estimate.state === 'mixed')
    return <span className="two">{writeMissing(estimate)}</span>
  if (estimate.state === 'too-few') {
    return <span className="two nowrap">{writeTooFew(estimate, label, showCount)}</span>
  }
  const written = writeEstimate(estimate, quantity)
  return <WrittenFigure {...written} count={showCount ? written.count : null} />
}

/** A figure that has been written already; an empty interval and a count of null are left out. */
export function WrittenFigure({
  value,
  unit,
  interval,
  count,
}: {
  value: string
  unit: string
  interval: string
  count: number | null
}) {
  return (
    <Figure value={value} unit={unit} interval={interval}>
      {count !== null && <span className={styles['count']}>n {figureText(count)}</span>}
    </Figure>
  )
}

export function Figure({
  value,
  unit,
  interval,
  children,
}: {
  value: string
  unit?: string
  interval?: string
  children?: ReactNode
}) {
  return (
    <span className={styles['figure']}>
      <b>{value}</b>
      {unit !== undefined && unit !== '' && <span className={styles['unit']}>{unit}</span>}
      {interval !== undefined && interval !== '' && <span className={styles['interval']}>{interval}</span>}
      {children}
    </span>
  )
}

/** One of the at most three large figures of a screen. */
export function LargeFigure({ value, unit }: { value: string; unit?: string | undefined }) {
  return (
    <div className={styles['large']}>
      {value}
      {unit !== undefined && <span className={styles['largeUnit']}> {unit}</span>}
    </div>
  )
}
