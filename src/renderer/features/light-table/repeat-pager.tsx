import { Button } from '../../ui/button.tsx'
import styles from './light-table.module.css'

interface RepeatPagerProps {
  repeats: number
  /** From 1. */
  repeat: number
  onRepeat: (repeat: number) => void
}

export function RepeatPager({ repeats, repeat, onRepeat }: RepeatPagerProps) {
  if (repeats === 1) return <span className="two nowrap">One repeat</span>
  return (
    <span className={styles['pager']}>
      <Button small look="quiet" aria-label="Repeat before" disabled={repeat <= 1} onClick={() => onRepeat(repeat - 1)}>
        ‹
      </Button>
      <span>
        Repeat <b>{repeat}</b> of {repeats}
      </span>
      <Button
        small
        look="quiet"
        aria-label="Repeat after"
        disabled={repeat >= repeats}
        onClick={() => onRepeat(repeat + 1)}
      >
        ›
      </Button>
    </span>
  )
}
