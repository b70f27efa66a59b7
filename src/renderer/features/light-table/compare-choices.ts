import type { ShownPlan } from '#shared/domain/plan.ts'
import {
  chosenAmong,
  pairOf,
  searchAmong,
  searchHidden,
  searchWith,
  usuallyAmong,
  type ComparedPair,
} from './compared-pair.ts'
import { picturesAlong, withoutNames, type ComparedPicture } from './compared-picture.ts'
import {
  acrossOf,
  comparableDimensions,
  searchAcross,
  searchAt,
  type ComparableDimension,
  type ComparedPlace,
} from './compared-place.ts'
import type { ComparedDimension } from './dimensions.ts'
import type { Comparison, LightTableSearch } from './light-table-search.ts'
import type { ArrangedTable } from './use-light-table.ts'

/** What someone chose of a comparison, in the address, and the ways to choose otherwise. */
export interface CompareChoices {
  place: ComparedPlace
  onGo: (place: ComparedPlace) => void
  /** What the trial has several of. */
  comparable: readonly ComparableDimension[]
  across: ComparedDimension
  onAcross: (across: ComparedDimension) => void
  /** All along that dimension, in the order shown. */
  pictures: readonly ComparedPicture[]
  /** Those that stand side by side. */
  among: readonly ComparedPicture[]
  onAmong: (among: ComparedPicture[]) => void
  comparison: Comparison
  /** null where there is but one picture. */
  pair: ComparedPair | null
  onCompare: (comparison: Comparison, pair: ComparedPair) => void
  namesHidden: boolean
  /** @param seed of the order of pictures without names; null for names */
  onHide: (seed: number | null) => void
}

export function compareChoices(
  plan: ShownPlan,
  { dimensions, samples }: Pick<ArrangedTable, 'dimensions' | 'samples'>,
  place: ComparedPlace,
  search: LightTableSearch,
  look: (search: LightTableSearch) => void,
): CompareChoices {
  const comparable = comparableDimensions(plan, dimensions)
  const across = acrossOf(search, comparable)
  const planned = picturesAlong(plan, across, place, samples)
  const usual = usuallyAmong(planned, place)
  const { hidden = null } = search
  const pictures = hidden === null ? planned : withoutNames(planned, hidden)
  const among = chosenAmong(pictures, search) ?? pictures.filter(({ id }) => usual.some((other) => other.id === id))
  const pair = pairOf(pictures, among, search)
  return {
    place,
    onGo: (next) => look(searchAt(search, next)),
    comparable,
    across,
    onAcross: (next) => look(searchAcross(search, next)),
    pictures,
    among,
    onAmong: (next) => look(searchAmong(search, pictures, next)),
    comparison: pair === null ? 'side-by-side' : (search.compare ?? 'side-by-side'),
    pair,
    onCompare: (comparison, next) => look(searchWith(search, comparison, next)),
    namesHidden: hidden !== null,
    onHide: (seed) => look(searchHidden(search, seed, pair)),
  }
}

/**
 * The address with a picture of the table open, beside those that it lies beside there: along the columns, else along the rows, else along
 * whatever the trial has several of.
 */
export function searchOpened(
  plan: ShownPlan,
  search: LightTableSearch,
  { dimensions, arrangement: { rows, columns } }: Pick<ArrangedTable, 'dimensions' | 'arrangement'>,
  place: ComparedPlace,
): LightTableSearch {
  const comparable = comparableDimensions(plan, dimensions)
  const across = [columns, rows].flatMap((side) => comparable.find(({ id }) => id === side)?.id ?? [])[0]
  const opened = searchAt(search, place)
  return across === undefined || across === acrossOf({}, comparable) ? opened : { ...opened, across }
}
