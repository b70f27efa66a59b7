import type { ReactNode } from 'react'
import { useKeys, useScreenKeys, type ScreenKeys } from '../../ui/keys.ts'
import { EmptyState } from '../../ui/states.tsx'
import styles from './vote.module.css'

const KEYS: ScreenKeys = {
  screen: 'Blind vote, all judged',
  hints: [
    { keys: ['U'], does: 'take the last vote back' },
    { keys: ['Esc'], does: 'leave' },
  ],
}

interface JudgedViewProps {
  /** What to do next. */
  action: ReactNode
  children: ReactNode
  onUndo: () => void
  onLeave: () => void
}

/** Where nothing is left to judge; a vote can still be taken back. */
export function JudgedView({ action, children, onUndo, onLeave }: JudgedViewProps) {
  useScreenKeys(KEYS)
  useKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
    const key = event.key.toLowerCase()
    if (key === 'escape') onLeave()
    else if (key === 'u') onUndo()
    else return
    event.preventDefault()
  })
  return (
    <div className={styles['judged']}>
      <EmptyState title="Everything is judged" action={action}>
        {children} The last vote can still be taken back.
      </EmptyState>
    </div>
  )
}
