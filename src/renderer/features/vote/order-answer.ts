import type { VoteAnswer } from '#shared/domain/vote.ts'

/** Pictures that have been put in order so far: groups of places, the best first; those of a group are tied. */
export type PlacedGroups = readonly (readonly number[])[]

/** Puts a picture behind those that have a rank, or, tied, beside the last. One that has a rank already is left where it is. */
export function place(groups: PlacedGroups, picture: number, tied: boolean): PlacedGroups {
  if (groups.some((group) => group.includes(picture))) return groups
  const last = groups.at(-1)
  return tied && last !== undefined ? [...groups.slice(0, -1), [...last, picture]] : [...groups, [picture]]
}

/** Takes the last picture out again. */
export function takeBack(groups: PlacedGroups): PlacedGroups {
  const last = groups.at(-1)
  if (last === undefined) return groups
  return last.length > 1 ? [...groups.slice(0, -1), last.slice(0, -1)] : groups.slice(0, -1)
}

/** From 1; null where it has none yet. */
export function rankOf(groups: PlacedGroups, picture: number): number | null {
  const at = groups.findIndex((group) => group.includes(picture))
  return at < 0 ? null : 1 + groups.slice(0, at).reduce((sum, group) => sum + group.length, 0)
}

/** null until every picture has a rank; the last one that is left comes last by itself. */
export function answerOf(groups: PlacedGroups, count: number): VoteAnswer | null {
  const left = Array.from({ length: count }, (_, picture) => picture).filter(
    (picture) => rankOf(groups, picture) === null,
  )
  if (left.length > 1 || groups.length === 0) return null
  const whole = left.length === 1 ? [...groups, left] : groups
  const ranks = Array.from({ length: count }, (_, picture) => rankOf(whole, picture) ?? count)
  return { ranks, noneIsGood: false }
}

/** None is before another. */
export function allAlike(count: number, noneIsGood: boolean): VoteAnswer {
  return { ranks: Array.from({ length: count }, () => 1), noneIsGood }
}

/** Of two: which one is preferred, by its place. */
export function preferring(picture: 0 | 1): VoteAnswer {
  return { ranks: picture === 0 ? [1, 2] : [2, 1], noneIsGood: false }
}
