import { useSyncExternalStore } from 'react'
import { useStored } from './use-stored.ts'

/** As in `inspector.module.css`: there it lies over the end of the table, so wide. */
const LIES_OVER = window.matchMedia('(max-width: 1320px)')
const WIDTH_PX = 300

type Choice = 'open' | 'closed' | 'by-room'

/** Whether the inspector is open: as someone left it, else where there is room for it beside the table. */
export function useInspector(): {
  isOpen: boolean
  toggle: () => void
  /** CSS pixels of the table that it lies over; 0 where it is closed or stands beside. */
  coveredPx: number
} {
  const liesOver = useSyncExternalStore(follow, () => LIES_OVER.matches)
  const [choice, choose] = useStored<Choice>('assay.inspector', readChoice)
  const isOpen = choice === 'by-room' ? !liesOver : choice === 'open'
  return {
    isOpen,
    toggle: () => choose(isOpen ? 'closed' : 'open'),
    coveredPx: isOpen && liesOver ? WIDTH_PX : 0,
  }
}

function follow(onChange: () => void): () => void {
  LIES_OVER.addEventListener('change', onChange)
  return () => LIES_OVER.removeEventListener('change', onChange)
}

function readChoice(stored: string | null): Choice {
  return stored === 'open' || stored === 'closed' ? stored : 'by-room'
}
