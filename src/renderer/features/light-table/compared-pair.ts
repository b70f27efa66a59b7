import { changesSides, MOST_SIDE_BY_SIDE, type ComparedPicture } from './compared-picture.ts'
import type { ComparedPlace } from './compared-place.ts'
import type { Comparison, LightTableSearch } from './light-table-search.ts'

/** Two pictures that lie in one place. */
export interface ComparedPair {
  first: ComparedPicture
  second: ComparedPicture
}

/**
 * Those of the address, else the first two of those side by side; null where there is but one.
 * @param pictures all that can be chosen, in the order shown
 */
export function pairOf(
  pictures: readonly ComparedPicture[],
  among: readonly ComparedPicture[],
  search: Pick<LightTableSearch, 'first' | 'second'>,
): ComparedPair | null {
  const first = pictures.find(({ id }) => id === search.first) ?? among[0]
  const isOther = (picture: ComparedPicture): boolean => picture !== first
  const second =
    pictures.filter(isOther).find(({ id }) => id === search.second) ?? among.find(isOther) ?? pictures.find(isOther)
  return first === undefined || second === undefined ? null : { first, second }
}

/** Puts a picture on a side; one that is on the other side changes places. */
export function withSide(
  { first, second }: ComparedPair,
  side: 'first' | 'second',
  picture: ComparedPicture,
): ComparedPair {
  if (side === 'first') return picture.id === second.id ? { first: second, second: first } : { first: picture, second }
  return picture.id === first.id ? { first: second, second: first } : { first, second: picture }
}

/** The address with another comparison. */
export function searchWith(
  { compare: _compare, ...search }: LightTableSearch,
  comparison: Comparison,
  { first, second }: ComparedPair,
): LightTableSearch {
  return {
    ...search,
    ...(comparison !== 'side-by-side' && { compare: comparison, first: first.id, second: second.id }),
  }
}

/**
 * Those that stand side by side where the address names fewer than two of them: all, or the eight around the one that was opened.
 * @param pictures in the plan's order
 */
export function usuallyAmong(
  pictures: readonly ComparedPicture[],
  { planCase, contender, repeat }: ComparedPlace,
): readonly ComparedPicture[] {
  const opened = pictures.findIndex(
    (picture) =>
      picture.planCase.index === planCase.index && picture.contender.id === contender.id && picture.repeat === repeat,
  )
  const from = Math.max(0, Math.min(opened - MOST_SIDE_BY_SIDE / 2, pictures.length - MOST_SIDE_BY_SIDE))
  return pictures.slice(from, from + MOST_SIDE_BY_SIDE)
}

/** Those that the address wants side by side, at most eight; null where it names fewer than two of them. */
export function chosenAmong(
  pictures: readonly ComparedPicture[],
  { among }: Pick<LightTableSearch, 'among'>,
): readonly ComparedPicture[] | null {
  const chosen = pictures.filter(({ id }) => among?.includes(id) === true)
  return chosen.length < 2 ? null : chosen.slice(0, MOST_SIDE_BY_SIDE)
}

/** The address with others side by side; none are named where it is all of them. */
export function searchAmong(
  { among: _among, ...search }: LightTableSearch,
  pictures: readonly ComparedPicture[],
  among: readonly ComparedPicture[],
): LightTableSearch {
  return among.length === pictures.length ? search : { ...search, among: among.map(({ id }) => id) }
}

/**
 * The address with names hidden, or shown again.
 * @param seed of the order of pictures without names; null for names
 * @param pair what lies in one place; null where nothing does
 */
export function searchHidden(
  { hidden: _hidden, ...search }: LightTableSearch,
  seed: number | null,
  pair: ComparedPair | null,
): LightTableSearch {
  if (seed === null) return search
  const swapped = pair !== null && search.compare !== undefined && changesSides(seed)
  return { ...search, ...(swapped && { first: pair.second.id, second: pair.first.id }), hidden: seed }
}
