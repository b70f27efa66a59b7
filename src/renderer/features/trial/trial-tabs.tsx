import { isBundleId } from '#shared/domain/bundle-id.ts'
import { Link } from '@tanstack/react-router'
import styles from '../../app/screen.module.css'

export function TrialTabs({ trialId }: { trialId: string }) {
  const params = { trialId }
  // A bundle can't be run, and what was assumed and decided of it stands in its report.
  const isOwn = !isBundleId(trialId)
  return (
    <nav className={styles['tabs']} aria-label="This trial">
      {isOwn && (
        <Link to="/trials/$trialId/run" params={params}>
          Run
        </Link>
      )}
      <Link to="/trials/$trialId/light-table" params={params} activeOptions={{ includeSearch: false }}>
        Light table
      </Link>
      <Link to="/trials/$trialId/charts" params={params} activeOptions={{ includeSearch: false }}>
        Analysis
      </Link>
      {isOwn && (
        <Link to="/trials/$trialId/economics" params={params}>
          Economics
        </Link>
      )}
      <Link to="/trials/$trialId/votes" params={params} activeOptions={{ includeSearch: false }}>
        Votes
      </Link>
      {isOwn && (
        <Link to="/trials/$trialId/decision" params={params}>
          Decision
        </Link>
      )}
      <Link to="/trials/$trialId/report" params={params}>
        Report
      </Link>
    </nav>
  )
}
