import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { figureText } from '#shared/units/count-text.ts'
import { workbench } from '../client/client.ts'
import { isSettled, isUnconfirmed } from '../features/rentals/rental-words.ts'
import { useOrphans } from '../features/rentals/use-orphans.ts'
import { useRentals } from '../features/rentals/use-rentals.ts'
import { useNow } from '../ui/use-now.ts'
import styles from './app-shell.module.css'

export function Rail() {
  const status = useQuery(workbench.system.status.queryOptions())
  return (
    <nav className={styles['rail']} aria-label="Assay">
      <div className={styles['brand']}>
        <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
          <rect width="20" height="20" rx="4" fill="var(--ink)" />
          <path d="M4.2 14.6 14.8 5.2" stroke="var(--accent-2)" strokeWidth="2.6" strokeLinecap="round" />
        </svg>
        <span className={styles['railLabel']}>Assay</span>
      </div>
      <Link to="/" title="Home" activeOptions={{ exact: true }}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M2 7.4 8 2.4l6 5V14H9.8v-4H6.2v4H2z" />
        </svg>
        <span className={styles['railLabel']}>Home</span>
      </Link>
      <Link to="/trials" title="Trials">
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M6 1.6h4M6.8 1.6v4.6L2.6 13a1 1 0 0 0 .9 1.4h9a1 1 0 0 0 .9-1.4L9.2 6.2V1.6M4.6 10h6.8" />
        </svg>
        <span className={styles['railLabel']}>Trials</span>
        {status.data !== undefined && status.data.trialCount > 0 && (
          <span className={styles['railCount']}>{figureText(status.data.trialCount)}</span>
        )}
      </Link>
      <Link to="/watches" title="Watches" activeOptions={{ includeSearch: false }}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M13.4 8a5.4 5.4 0 1 1-1.7-3.9M13.6 1.8v3h-3M8 5v3.2l2.2 1.4" />
        </svg>
        <span className={styles['railLabel']}>Watches</span>
      </Link>
      <Link to="/prompts" title="Prompt sets" activeOptions={{ includeSearch: false }}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M2.5 3.5h11M2.5 8h7.5M2.5 12.5h9.5" />
        </svg>
        <span className={styles['railLabel']}>Prompt sets</span>
      </Link>
      <RentalsLink />
      <Link to="/accounts" title="Accounts" activeOptions={{ includeSearch: false }}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <circle cx="5.2" cy="10.6" r="3" />
          <path d="m7.4 8.4 6-6M11 4.8l2 2" />
        </svg>
        <span className={styles['railLabel']}>Accounts</span>
      </Link>
      <Link to="/workflows" title="Workflows" activeOptions={{ includeSearch: false }}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M2 2.5h4v4H2zM10 9.5h4v4h-4zM6 4.5h3.2a2.8 2.8 0 0 1 2.8 2.8v2.2" />
        </svg>
        <span className={styles['railLabel']}>Workflows</span>
      </Link>
      <Link to="/prices" title="Price book">
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M8.2 2H14v5.8l-6.4 6.4L2 8.4z" />
          <circle cx="11" cy="5" r=".9" />
        </svg>
        <span className={styles['railLabel']}>Price book</span>
      </Link>
      <SpendLink />
    </nav>
  )
}

function RentalsLink() {
  const rentals = useRentals()
  const orphans = useOrphans().data?.orphans.length ?? 0
  const now = useNow(10_000)
  const open = rentals.data?.filter((rental) => !isSettled(rental)) ?? []
  const unconfirmed = open.filter((rental) => isUnconfirmed(rental, now)).length
  return (
    <Link
      to="/rentals"
      title={
        unconfirmed > 0
          ? 'Rentals: one was told to end and may still bill'
          : orphans > 0
            ? 'Rentals: a machine was found without an owner'
            : 'Rentals'
      }
      data-alarm={unconfirmed + orphans > 0 || undefined}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="M2.2 11.5a6 6 0 1 1 11.6 0M8 10.5 11 6.2" />
        <circle cx="8" cy="10.8" r="1" />
      </svg>
      <span className={styles['railLabel']}>Rentals</span>
      {unconfirmed > 0 && <span className="unseen">{unconfirmed} may still bill after its end</span>}
      {orphans > 0 && <span className="unseen">{orphans} found without an owner</span>}
      {open.length > 0 && <span className={styles['railCount']}>{figureText(open.length)}</span>}
    </Link>
  )
}

/** Reddens when a cap is exceeded; says how far the fullest one is used once it has told so. */
function SpendLink() {
  const budgets = useQuery(workbench.budget.list.queryOptions())
  const exceeded = budgets.data?.find(({ excessMicros }) => excessMicros > 0)
  const reached = (budgets.data ?? []).flatMap(({ alerts }) => alerts.map(({ share }) => share))
  const highest = reached.length === 0 ? null : Math.max(...reached)
  return (
    <Link
      to="/spend"
      title={exceeded === undefined ? 'Spend' : `Spend: the ${exceeded.name} is exceeded`}
      data-alarm={exceeded !== undefined || undefined}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="M2 13.6h12M3.6 11V8M8 11V3M12.4 11V5.6" />
      </svg>
      <span className={styles['railLabel']}>Spend</span>
      {exceeded !== undefined && <span className="unseen">the {exceeded.name} is exceeded</span>}
      {highest !== null && (
        <span className={styles['railCount']}>
          {Math.round(highest * 100)} %<span className="unseen"> of a cap is used</span>
        </span>
      )}
    </Link>
  )
}
