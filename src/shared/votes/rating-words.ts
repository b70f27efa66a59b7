import type { ContenderRating } from '../domain/rating.ts'

/** Nothing that votes say is certain. */
export function chanceText(chance: number): string {
  if (chance > 0.99) return '> 99 %'
  if (chance < 0.01) return '< 1 %'
  return `${Math.round(chance * 100)} %`
}

/** `1`, `2 to 4`: where it may stand among those of its group. */
export function ranksText({ ranks }: Pick<ContenderRating, 'ranks'>): string {
  if (ranks === null) return 'not rated'
  return ranks.best === ranks.worst ? String(ranks.best) : `${ranks.best} to ${ranks.worst}`
}

/** `3`, `3, 1 both bad` */
export function tiesText({ ties, bothBad }: Pick<ContenderRating, 'ties' | 'bothBad'>): string {
  return bothBad > 0 ? `${ties}, ${bothBad} both bad` : String(ties)
}
