import type { ReactNode } from 'react'
import { readFailure } from '../client/read-failure.ts'
import { Button } from './button.tsx'
import styles from './states.module.css'

/** A place where something will be: says what is missing and what to do next. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles['state']}>
      <h2>{title}</h2>
      {children !== undefined && <div className={styles['text']}>{children}</div>}
      {action}
    </div>
  )
}

interface ErrorStateProps {
  title: string
  error: unknown
  onRetry?: () => void
  /** What is safe in spite of the failure. */
  safe?: string
}

export function ErrorState({ title, error, onRetry, safe = 'Nothing was deleted.' }: ErrorStateProps) {
  const failure = readFailure(error)
  return (
    <div className={styles['state']} role="alert">
      <h2>{title}</h2>
      <div className={styles['text']}>
        {failure.message} {safe}
      </div>
      {failure.problems.length > 0 && (
        <ul className={`small two ${styles['problems']}`}>
          {failure.problems.map((problem) => (
            <li key={`${problem.path} ${problem.message}`}>
              <span className="mono">{problem.path}</span> {problem.message}
            </li>
          ))}
        </ul>
      )}
      {onRetry !== undefined && <Button onClick={onRetry}>Try again</Button>}
    </div>
  )
}

/** The shape of what comes. It appears only after 400 ms, so that a quick answer never flickers. */
export function LoadingShape({ label, lines = 4 }: { label: string; lines?: number }) {
  return (
    <output className={styles['loading']} aria-label={label}>
      {Array.from({ length: lines }, (_, line) => (
        <i key={line} style={{ width: `${LINE_WIDTHS[line % LINE_WIDTHS.length]}%` }} />
      ))}
    </output>
  )
}

const LINE_WIDTHS = [38, 100, 92, 64]

export function Note({ look = 'plain', children }: { look?: 'plain' | 'warn' | 'bad'; children: ReactNode }) {
  return <div className={`${styles['note']} ${styles[look]}`}>{children}</div>
}
