import type { Dimension, DimensionId } from './dimensions.ts'

/** What lies down, what lies across, and of what else only one value is shown. */
export interface Arrangement {
  rows: DimensionId
  columns: DimensionId
  /** Of an outer dimension the key of its one value that is shown; one that is not named is laid out whole, within the rows. */
  only: Readonly<Partial<Record<DimensionId, string>>>
}

/** Outer dimensions: neither on a side nor, like a seed, decided by the others. */
export function outerDimensions(
  dimensions: readonly Dimension[],
  { rows, columns }: Pick<Arrangement, 'rows' | 'columns'>,
): Dimension[] {
  return dimensions.filter(({ id }) => id !== rows && id !== columns && id !== 'seed')
}

/** Those that make a row: its own, and the outer ones that are laid out whole. */
export function stackedDimensions(dimensions: readonly Dimension[], arrangement: Arrangement): Dimension[] {
  const outer = outerDimensions(dimensions, arrangement)
  return dimensions.filter(
    (dimension) =>
      dimension.id === arrangement.rows || (outer.includes(dimension) && arrangement.only[dimension.id] === undefined),
  )
}

export function swapped({ rows, columns, only }: Arrangement): Arrangement {
  return { rows: columns, columns: rows, only }
}

/** With other dimensions on the sides. Of repeats that leave a side the first is shown, for they are many. */
export function withSides(
  before: Arrangement,
  sides: Pick<Arrangement, 'rows' | 'columns'>,
  dimensions: readonly Dimension[],
): Arrangement {
  const isOnSide = (id: DimensionId, { rows, columns }: typeof sides): boolean => id === rows || id === columns
  const only: Partial<Record<DimensionId, string>> = {}
  for (const { id } of outerDimensions(dimensions, sides)) {
    const key = id === 'repeat' && isOnSide(id, before) ? '1' : before.only[id]
    if (key !== undefined && !(id === 'repeat' && isOnSide('seed', sides))) only[id] = key
  }
  return { ...sides, only }
}

/** @param key null for all of its values */
export function withOnly({ only, ...sides }: Arrangement, id: DimensionId, key: string | null): Arrangement {
  const { [id]: _before, ...others } = only
  return { ...sides, only: key === null ? others : { ...others, [id]: key } }
}
