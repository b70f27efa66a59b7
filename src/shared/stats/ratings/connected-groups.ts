import type { IndexedVote } from './vote-index.ts'

/**
 * Contenders that votes connect, directly or through others, each group in ascending order. Strengths say nothing across groups: nobody
 * has compared them, not even in a roundabout way.
 */
export function connectedGroups(votes: Iterable<Pick<IndexedVote, 'first' | 'second'>>, size: number): number[][] {
  const heads = Array.from({ length: size }, (_, place) => place)
  const headOf = (place: number): number => {
    let at = place
    while (heads[at] !== at) at = heads[at] as number
    return at
  }
  for (const { first, second } of votes) {
    const [one, other] = [headOf(first), headOf(second)]
    heads[Math.max(one, other)] = Math.min(one, other)
  }
  return [...Map.groupBy(heads.keys(), headOf).values()]
}
