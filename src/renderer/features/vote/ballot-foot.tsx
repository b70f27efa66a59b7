import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { Meter } from '../../ui/meter.tsx'
import styles from './vote.module.css'

interface BallotFootProps {
  /** How many pictures there are to judge at once; 0 where none is left. */
  pictureCount: number
  /** From 0 to 1. */
  share: number
  /** How far the votes have come, in words. */
  children: ReactNode
  canUndo: boolean
  onUndo: () => void
}

/** How far the votes have come, and the few keys. */
export function BallotFoot({ pictureCount, share, children, canUndo, onUndo }: BallotFootProps) {
  return (
    <footer className={styles['foot']}>
      <div className={styles['progress']}>
        <Meter label="Votes" done={share} />
        <p className="small two">{children}</p>
      </div>
      <div className={styles['keys']}>
        {pictureCount === 2 && (
          <>
            <span>
              <kbd>←</kbd> left
            </span>
            <span>
              <kbd>↓</kbd> tie
            </span>
            <span>
              <kbd>→</kbd> right
            </span>
            <span className="two">
              <kbd>B</kbd> both bad
            </span>
          </>
        )}
        {pictureCount > 2 && (
          <>
            <span>
              <kbd>1</kbd>–<kbd>{pictureCount}</kbd> best first
            </span>
            <span className="two">
              <kbd>Shift</kbd> tied with the last
            </span>
            <span className="two">
              <kbd>B</kbd> none is good
            </span>
          </>
        )}
        <Button look="quiet" disabled={!canUndo} onClick={onUndo}>
          <kbd>U</kbd> undo
        </Button>
      </div>
      <div />
    </footer>
  )
}
