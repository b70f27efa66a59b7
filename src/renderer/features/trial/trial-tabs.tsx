import { isBundleId } from '#shared/domain/bundle-id.ts'
import { Link } from '@tanstack/react-router'
import styles from '../../app/screen.module.css'

export function TrialTabs({ trialId }: { trialId: string }) {
  const params = { trialId }
  return (
    <nav className={styles['tabs']} aria-label="This trial">
      {!isBundleId(trialId) && (
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
      <Link to="/trials/$trialId/economics" params={params}>
        Economics
      </Link>
      <Link to="/trials/$trialId/votes" params={params} activeOptions={{ includeSearch: false }}>
        Votes
      </Link>
      <Link to="/trials/$trialId/decision" params={params}>
        Decision
      </Link>
      <Link to="/trials/$trialId/report" params={params}>
        Report
      </Link>
    </nav>
  )
}
