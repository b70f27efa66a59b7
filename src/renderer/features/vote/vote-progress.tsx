import type { VoteState } from '#shared/contract/vote.ts'
import { countText } from '#shared/units/count-text.ts'
import { BallotFoot } from './ballot-foot.tsx'
import styles from './vote.module.css'

interface VoteProgressProps {
  state: VoteState
  busy: boolean
  onUndo: () => void
}

/** How far the votes of a session have come. */
export function VoteProgress({
  state: { session, given, openPairs, neededVotes, ballot },
  busy,
  onUndo,
}: VoteProgressProps) {
  return (
    <BallotFoot
      pictureCount={ballot?.pictures.length ?? 0}
      share={given / Math.max(1, given + (neededVotes ?? openPairs))}
      canUndo={!busy && given > 0}
      onUndo={onUndo}
    >
      <b className={styles['given']}>{countText(given, 'vote')}</b> by {session.reviewer}.{' '}
      {neededWords(neededVotes, openPairs)}
    </BallotFoot>
  )
}

function neededWords(neededVotes: number | null, openPairs: number): string {
  if (neededVotes === 0) return 'All contenders can be told apart.'
  if (neededVotes === null) return `${countText(openPairs, 'pair')} of pictures to judge.`
  return `About ${countText(neededVotes, 'vote')} still needed to separate the closest two.`
}
