import type { ReactNode } from 'react'
import type { CheckRow } from './prepare-check-rows.ts'
import styles from './accounts.module.css'

const MARKS: Record<CheckRow['mark'], { path: string; says: string }> = {
  good: { path: 'm2 6.5 2.8 2.8L10.2 3', says: 'well' },
  bad: { path: 'm2.5 2.5 7 7M9.5 2.5l-7 7', says: 'failed' },
  dash: { path: 'M2 6h8', says: 'not known' },
}

/** One line of a check: a mark with its shape, what it is about, and what was found. */
export function CheckLine({ mark, title, end, children }: CheckLineProps) {
  const bad = mark === 'bad'
  return (
    <li>
      <svg viewBox="0 0 12 12" aria-hidden="true" className={bad ? styles['bad'] : undefined}>
        <path d={MARKS[mark].path} />
      </svg>
      <span className={bad ? 'alarm' : undefined}>
        {title}
        <span className="unseen">, {MARKS[mark].says}:</span>
      </span>
      <span className="two">{children}</span>
      <span className="three">{end}</span>
    </li>
  )
}

interface CheckLineProps {
  mark: CheckRow['mark']
  title: string
  end?: ReactNode
  children: ReactNode
}
