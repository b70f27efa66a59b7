import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { workbench } from '../client/client.ts'
import { formatCount } from '../ui/format-estimate.ts'
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
          <span className={styles['railCount']}>{formatCount(status.data.trialCount)}</span>
        )}
      </Link>
    </nav>
  )
}
