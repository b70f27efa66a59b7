import type { Vote } from '#shared/domain/vote.ts'
import type { Surround } from '../light-table/surround.tsx'

/** What was really behind the pictures: “the theme’s own” alone would not say. */
export function surroundInVote(surround: Surround): Vote['surround'] {
  if (surround !== 'auto') return surround
  // Only the page knows which one its theme comes to.
  return getComputedStyle(document.documentElement).colorScheme.startsWith('dark') ? 'theme-dark' : 'theme-light'
}
