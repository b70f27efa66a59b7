import { Link } from '@tanstack/react-router'
import styles from './charts-screen.module.css'
import { SECTION_WORDS, SECTIONS, type ChartSection } from './charts-search.ts'

/** The sections of the screen, side by side; each is an address of its own. */
export function SectionTabs({ open, trialId }: { open: ChartSection; trialId: string }) {
  return (
    <nav className={styles['tabs']} aria-label="Analysis">
      {SECTIONS.map((section) => (
        <Link
          key={section}
          to="/trials/$trialId/charts"
          params={{ trialId }}
          search={{ section }}
          aria-current={section === open ? 'page' : undefined}
        >
          {SECTION_WORDS[section]}
        </Link>
      ))}
    </nav>
  )
}
