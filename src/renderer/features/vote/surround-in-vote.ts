import type { Vote } from '#shared/domain/vote.ts'
import type { Surround } from '../light-table/surround.tsx'

/** What was really behind the pictures: “the theme’s own” alone would not say. */
export function surroundInVote(surround: Surround): Vote['surround'] {
  if (surround !== 'auto') return surround
  // A chosen theme allows one scheme; where both are allowed, the system's decides.
  const allowed = getComputedStyle(document.documentElement).colorScheme
  const isDark = allowed === 'dark' || (allowed !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  return isDark ? 'theme-dark' : 'theme-light'
}
