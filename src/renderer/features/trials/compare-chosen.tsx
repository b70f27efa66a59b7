import { Link } from '@tanstack/react-router'
import { buttonClass } from '../../ui/button.tsx'
import styles from './trials-screen.module.css'

/** A trial, or an opened bundle of one, that is to be compared. */
export interface Chosen {
  id: string
  /** When the trial began. */
  startedAt: string
}

/** Leads to the comparison of two trials, the older one first, and to one model over all of them. @param total of trials and bundles */
export function CompareChosen({ chosen, total }: { chosen: readonly Chosen[]; total: number }) {
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
  if (total < 2) return 'A second trial, or a bundle of one, can be compared with this one.'
  return chosenCount === 0 ? 'Tick two trials to compare them.' : 'Tick one more to compare the two.'
}
