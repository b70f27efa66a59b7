import type { ShownContender, ShownPlan } from '#shared/domain/plan.ts'
import type { Comparison, LightTableSearch } from './light-table-search.ts'

/** Two contenders whose pictures lie in one place. */
export interface ComparedPair {
  first: ShownContender
  second: ShownContender
}

/** Those of the address, or the plan's first two; null where it has but one. */
export function pairOf(
  { contenders }: Pick<ShownPlan, 'contenders'>,
  search: Pick<LightTableSearch, 'first' | 'second'>,
): ComparedPair | null {
  const first = contenders.find(({ id }) => id === search.first) ?? contenders[0]
  const others = contenders.filter((contender) => contender !== first)
  const second = others.find(({ id }) => id === search.second) ?? others[0]
  return first === undefined || second === undefined ? null : { first, second }
}

/** Puts a contender on a side; one that is on the other side changes places. */
export function withSide(
  { first, second }: ComparedPair,
  side: 'first' | 'second',
  contender: ShownContender,
): ComparedPair {
  if (side === 'first') return contender === second ? { first: second, second: first } : { first: contender, second }
  return contender === first ? { first: second, second: first } : { first, second: contender }
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

/** Those that stand side by side, in the plan's order: all where the address names fewer than two of them. */
export function contendersAmong(
  { contenders }: Pick<ShownPlan, 'contenders'>,
  { among }: Pick<LightTableSearch, 'among'>,
): readonly ShownContender[] {
  const chosen = contenders.filter(({ id }) => among?.includes(id) === true)
  return chosen.length < 2 ? contenders : chosen
}

/** The address with others side by side; none are named where it is all of them. */
export function searchAmong(
  { among: _among, ...search }: LightTableSearch,
  { contenders }: Pick<ShownPlan, 'contenders'>,
  among: readonly ShownContender[],
): LightTableSearch {
  return among.length === contenders.length ? search : { ...search, among: among.map(({ id }) => id) }
}
