import { Link } from '@tanstack/react-router'
import type { TrialSummary } from '#shared/domain/trial.ts'
import { buttonClass } from '../../ui/button.tsx'
import styles from './trials-screen.module.css'

/** Leads to the comparison of two trials, the older one first, and to one model over all of them. */
export function CompareChosen({ chosen, total }: { chosen: readonly TrialSummary[]; total: number }) {
  const [first, second] = chosen.toSorted((left, right) => left.startedAt.localeCompare(right.startedAt))
  return (
    <div className={styles['compare']}>
      {first !== undefined && second !== undefined ? (
        <Link
          to="/compare/$firstId/$secondId"
          params={{ firstId: first.id, secondId: second.id }}
          className={buttonClass('line')}
        >
          Compare the two
        </Link>
      ) : (
        <span className="small two">{hint(chosen.length, total)}</span>
      )}
      <Link to="/models">One model over many trials</Link>
    </div>
  )
}

function hint(chosenCount: number, total: number): string {
  if (total < 2) return 'A second trial can be compared with this one.'
  return chosenCount === 0 ? 'Tick two trials to compare them.' : 'Tick one more to compare the two.'
}
