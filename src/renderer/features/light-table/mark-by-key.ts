import { MOST_STARS, type Mark } from '#shared/domain/mark.ts'

/** What a key makes of a mark; null for keys that mark nothing. What is there already is taken away by the same key. */
export function markByKey(mark: Mark, key: string): Mark | null {
  const digit = /^[0-9]$/.test(key) ? Number(key) : null
  if (digit === 0) return { ...mark, stars: null }
  if (digit !== null && digit <= MOST_STARS) return { ...mark, stars: mark.stars === digit ? null : digit }
  switch (key.toLowerCase()) {
    case 's':
      return { ...mark, stars: mark.stars === null ? 1 : null }
    case 'p':
      return { ...mark, verdict: mark.verdict === 'pass' ? null : 'pass' }
    case 'x':
      return { ...mark, verdict: mark.verdict === 'fail' ? null : 'fail' }
    default:
      return null
  }
}
