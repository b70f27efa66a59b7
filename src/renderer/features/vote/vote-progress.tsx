import type { VoteState } from '#shared/contract/vote.ts'
import { countText } from '#shared/units/count-text.ts'
import { Button } from '../../ui/button.tsx'
import { Meter } from '../../ui/meter.tsx'
import styles from './vote.module.css'

interface VoteProgressProps {
  state: VoteState
  busy: boolean
  onUndo: () => void
}

/** How far the votes have come, and the few keys. */
export function VoteProgress({
  state: { session, given, openPairs, neededVotes, ballot },
  busy,
  onUndo,
}: VoteProgressProps) {
  const isPair = ballot === null || ballot.pictures.length === 2
  const share = neededVotes === null ? given / Math.max(1, given + openPairs) : given / Math.max(1, given + neededVotes)
  return (
    <footer className={styles['foot']}>
      <div className={styles['progress']}>
        <Meter label="Votes" done={share} />
        <p className="small two">
          <b className={styles['given']}>{countText(given, 'vote')}</b> by {session.reviewer}.{' '}
          {neededWords(neededVotes, openPairs)}
        </p>
      </div>
      <div className={styles['keys']}>
        {isPair ? (
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
        ) : (
          <>
            <span>
              <kbd>1</kbd>–<kbd>{ballot.pictures.length}</kbd> best first
            </span>
            <span className="two">
              <kbd>Shift</kbd> tied with the last
            </span>
            <span className="two">
              <kbd>B</kbd> none is good
            </span>
          </>
        )}
        <Button look="quiet" disabled={busy || given === 0} onClick={onUndo}>
          <kbd>U</kbd> undo
        </Button>
      </div>
      <div />
    </footer>
  )
}

function neededWords(neededVotes: number | null, openPairs: number): string {
  if (neededVotes === 0) return 'All contenders can be told apart.'
  if (neededVotes === null) return `${countText(openPairs, 'pair')} of pictures to judge.`
  return `About ${countText(neededVotes, 'vote')} still needed to separate the closest two.`
}
