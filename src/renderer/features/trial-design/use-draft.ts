import { useCallback, useEffect, useState } from 'react'
import type { Draft } from './draft.ts'

const STORAGE_KEY = 'assay.draft.3'
const SAVE_AFTER_MS = 300

export type DraftKeeping = 'kept' | 'saving' | 'not-kept'

/** The draft of the last visit, or null where there is none that can be read. */
export function readStoredDraft(): Draft | null {
  try {
    const text = localStorage.getItem(STORAGE_KEY)
    if (text === null) return null
    const stored: unknown = JSON.parse(text)
    return isDraft(stored) ? stored : null
  } catch {
    // A draft that can't be read is worth less than an empty form that works.
    return null
  }
}

/** Enough of a look to know that this version wrote it; the number in the key changes with the shape. */
function isDraft(value: unknown): value is Draft {
  return (
    typeof value === 'object' &&
    value !== null &&
    'contenders' in value &&
    Array.isArray(value.contenders) &&
    'prompts' in value &&
    Array.isArray(value.prompts) &&
    'design' in value
  )
}

/** A draft that is kept on this machine while it is typed. */
export function useDraft(initial: Draft) {
  const [draft, setDraft] = useState(initial)
  const [settled, setSettled] = useState<{ draft: Draft; kept: boolean }>({ draft: initial, kept: true })

  useEffect(() => {
    const timer = setTimeout(() => {
      try {
        localStorage.setItem(STORAGE_KEY, JSON.stringify(draft))
        setSettled({ draft, kept: true })
      } catch {
        // Thousands of prompts may be more than the browser keeps; the screen says so.
        setSettled({ draft, kept: false })
      }
    }, SAVE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [draft])

  const change = useCallback((changes: Partial<Draft>) => setDraft((now) => ({ ...now, ...changes })), [])
  const keeping: DraftKeeping = settled.draft !== draft ? 'saving' : settled.kept ? 'kept' : 'not-kept'
  return { draft, change, keeping }
}
