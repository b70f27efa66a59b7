import { Link } from '@tanstack/react-router'
import { readFailure } from '../../client/read-failure.ts'
import { Note } from '../../ui/states.tsx'
import styles from './home-screen.module.css'
import { useStartPractice } from './use-start-practice.ts'

interface QuickStartsProps {
  latestTrialId: string | null
  latestName: string | null
}

export function QuickStarts({ latestTrialId, latestName }: QuickStartsProps) {
  const practice = useStartPractice()
  return (
    <>
      <div className={styles['quick']}>
        <Link to="/trials/new" className={styles['start']}>
          <kbd>N</kbd>
          <b>New trial</b>
          <span>Choose contenders and prompts; see cost and time before anything is sent</span>
        </Link>
        <button
          type="button"
          className={styles['start']}
          disabled={practice.isPending}
          onClick={() => practice.mutate()}
        >
          <b>{practice.isPending ? 'Starting…' : 'Practice trial'}</b>
          <span>Simulated providers on this machine. No key, no money</span>
        </button>
        {latestTrialId !== null && (
          <Link to="/trials/new" search={{ from: latestTrialId }} className={styles['start']}>
            <b>Repeat a trial</b>
            <span>The plan of {latestName}, today’s prices and latencies</span>
          </Link>
        )}
      </div>
      {practice.isError && (
        <Note look="bad">The practice trial did not start. {readFailure(practice.error).message}</Note>
      )}
    </>
  )
}
