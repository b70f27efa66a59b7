import type { RatingAnalysis } from '../domain/rating.ts'

/**
 * How many votes more it takes until neighbours in the order can be told apart, the closest two of them last; see `votesToSeparate`.
 * null where no number can be named, which is so as long as some contender is not rated or not connected with the others.
 */
export function neededVotes({ groups }: Pick<RatingAnalysis, 'groups'>): number | null {
  const [group] = groups
  if (group === undefined || groups.length > 1 || group.contenders.some(({ ranks }) => ranks === null)) return null
  const ids = group.contenders.map(({ contenderId }) => contenderId)
  const needed = ids.slice(1).map((below, place) => {
    const above = ids[place]
    const pair = group.pairs.find(
      ({ first, second }) => (first === above && second === below) || (first === below && second === above),
    )
    return pair?.moreVotes ?? null
  })
  const known = needed.filter((votes) => votes !== null)
  return known.length < needed.length ? null : Math.max(...known)
}
