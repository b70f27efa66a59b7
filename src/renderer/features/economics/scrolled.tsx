import type { ReactNode } from 'react'
import styles from './economics.module.css'

/** A table that may be wider than its place: it scrolls by itself, by keyboard as well. */
export function Scrolled({ label, children }: { label: string; children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- What scrolls has to be reached by keys.
    <section className={styles['scrolled']} aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
