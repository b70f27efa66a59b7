import { classNames } from './class-names.ts'
import styles from './meter.module.css'

interface MeterProps {
  label: string
  /** All three are parts of one whole, from 0 to 1. */
  done: number
  held?: number
  alarm?: boolean
}

export function Meter({ label, done, held = 0, alarm = false }: MeterProps) {
  const donePercent = percent(done)
  return (
    <div className={classNames(styles['meter'], alarm && styles['alarm'])}>
      <progress className="unseen" aria-label={label} value={donePercent} max={100} />
      <i className={styles['done']} style={{ width: `${donePercent}%` }} />
      {held > 0 && (
        <i
          className={`${styles['held']} hatch`}
          style={{ left: `${donePercent}%`, width: `${Math.min(percent(held), 100 - donePercent)}%` }}
        />
      )}
    </div>
  )
}

function percent(part: number): number {
  return Math.min(100, Math.max(0, part * 100))
}
