import type { SeenPicture } from './seen-pixels.ts'

/** Cells of a corner in each direction. */
const CELLS = 16
/** What decides the detail; stored with it. A corner is a square of a sixth of the shorter side. */
export const CORNER_PARAMETERS = { cells: CELLS, partOfSide: 6, reach: 2, difference: 4 }

const { partOfSide, reach, difference } = CORNER_PARAMETERS

/**
 * What stands out in the four corners: of each of 16 × 16 cells whether it is brighter (1) or darker (2) than those around it, or
 * neither (0). Alone it says nothing; what returns in one corner of many pictures is a mark (`repeatedMarks`).
 * @returns 128 hexadecimal digits for each corner, two cells a digit: top left, top right, bottom left, bottom right; null where
 *   a picture is too small to have cells
 */
export function cornerDetail({ grey, width, height }: Pick<SeenPicture, 'grey' | 'width' | 'height'>): string | null {
  const side = Math.floor(Math.min(width, height) / partOfSide)
  if (side < CELLS) return null
  const [right, bottom] = [width - side, height - side]
  const corners = [
    [0, 0],
    [right, 0],
    [0, bottom],
    [right, bottom],
  ] as const
  return corners.map(([x, y]) => digitsOf(standsOut(cellsOf(grey, { x, y, width, side })))).join('')
}

/** Mean grey of each cell, row after row. */
function cellsOf(
  grey: Uint8Array,
  { x, y, width, side }: { x: number; y: number; width: number; side: number },
): Float64Array {
  const edge = (cell: number): number => Math.floor((cell * side) / CELLS)
  return Float64Array.from({ length: CELLS * CELLS }, (_, cell) => {
    const [row, column] = [Math.floor(cell / CELLS), cell % CELLS]
    let sum = 0
    for (let down = edge(row); down < edge(row + 1); down += 1)
      for (let across = edge(column); across < edge(column + 1); across += 1)
        sum += grey[(y + down) * width + x + across] as number
    return sum / ((edge(row + 1) - edge(row)) * (edge(column + 1) - edge(column)))
  })
}

function standsOut(cells: Float64Array): number[] {
  return Array.from(cells, (value, cell) => {
    const away = value - meanAround(cells, Math.floor(cell / CELLS), cell % CELLS)
    if (Math.abs(away) < difference) return 0
    return away > 0 ? 1 : 2
  })
}

function meanAround(cells: Float64Array, row: number, column: number): number {
  let sum = 0
  let count = 0
  for (let down = Math.max(0, row - reach); down <= Math.min(CELLS - 1, row + reach); down += 1) {
    for (let across = Math.max(0, column - reach); across <= Math.min(CELLS - 1, column + reach); across += 1) {
      sum += cells[down * CELLS + across] as number
      count += 1
    }
  }
  return sum / count
}

function digitsOf(signs: readonly number[]): string {
  return Array.from({ length: signs.length / 2 }, (_, pair) =>
    ((signs[2 * pair] as number) * 4 + (signs[2 * pair + 1] as number)).toString(16),
  ).join('')
}
