import { SOFT_CHECKS, type SoftCheckName } from '#shared/domain/soft-check.ts'
import type { SampleMeasures } from '#shared/domain/sample-measures.ts'
import type { GridCell, Line, LightTable } from './arrange-pictures.ts'

/** What soft checks measured, by sample. */
export type Measures = ReadonlyMap<string, SampleMeasures['values']>

/**
 * A table whose columns are contenders, with the pictures of each row in the order of one check instead: those that it takes for better
 * first, the larger value first where it takes none. What has no value comes last, in the order of the plan; so does, where a check looks
 * at single pixels, a picture of another size than most of its row, because its value compares with none of theirs.
 */
export function rankPictures(table: LightTable, check: SoftCheckName, measures: Measures): LightTable {
  const ranked = new Map<number, (GridCell | undefined)[]>()
  const rowOf = (row: number): (GridCell | undefined)[] => {
    const known = ranked.get(row)
    if (known !== undefined) return known
    const cells = table.columns.map((_, column) => table.cell(row, column))
    const sorted = rankCells(cells, check, measures)
    ranked.set(row, sorted)
    return sorted
  }
  return {
    ...table,
    columns: table.columns.map((_, place) => rankLine(place, check)),
    cell: (row, column) => rowOf(row)[column],
    find(place) {
      const row = table.find(place)?.row
      if (row === undefined) return undefined
      const column = rowOf(row).findIndex((cell) => cell?.contenderId === place.contenderId)
      return column === -1 ? undefined : { row, column }
    },
  }
}

/** The value that a picture is ranked by; null where it has none, or none that compares within its row. */
function rankedValue(
  { sample }: Pick<GridCell, 'sample'>,
  check: SoftCheckName,
  measures: Measures,
  commonSize: string | null,
): number | null {
  if (sample?.image === null || sample === undefined) return null
  if (SOFT_CHECKS[check].ofOwnSize && sizeOf({ sample }) !== commonSize) return null
  return measures.get(sample.sampleId)?.[check] ?? null
}

function rankCells(
  cells: readonly (GridCell | undefined)[],
  check: SoftCheckName,
  measures: Measures,
): (GridCell | undefined)[] {
  const commonSize = commonSizeOf(cells)
  const direction = SOFT_CHECKS[check].better === 'lower' ? 1 : -1
  const valued = cells.flatMap((cell) => {
    const value = cell === undefined ? null : rankedValue(cell, check, measures, commonSize)
    return value === null ? [] : [{ cell, value }]
  })
  const inOrder = valued.toSorted((one, other) => direction * (one.value - other.value)).map(({ cell }) => cell)
  return [...inOrder, ...cells.filter((cell) => !inOrder.includes(cell) && cell !== undefined)]
}

/** Width and height that most pictures of a row have, the first of them where two sizes are as frequent. */
function commonSizeOf(cells: readonly (GridCell | undefined)[]): string | null {
  const sizes = Map.groupBy(
    cells.flatMap((cell) => (cell === undefined ? [] : (sizeOf(cell) ?? []))),
    (size) => size,
  )
  let common: string | null = null
  for (const [size, all] of sizes) if (common === null || all.length > (sizes.get(common)?.length ?? 0)) common = size
  return common
}

function sizeOf({ sample }: Pick<GridCell, 'sample'>): string | null {
  return sample?.image == null ? null : `${sample.image.width} ${sample.image.height}`
}

function rankLine(place: number, check: SoftCheckName): Line {
  const { better } = SOFT_CHECKS[check]
  const first = better === 'lower' ? 'lowest' : 'highest'
  const label = place === 0 ? `1, ${first}` : String(place + 1)
  return {
    key: `rank ${place}`,
    values: new Map([['rank', { key: String(place), label }]]),
    planCase: null,
    seed: null,
  }
}
