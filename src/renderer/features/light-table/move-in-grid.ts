export interface GridShape {
  rows: number
  columns: number
  /** Rows that fit on the screen. */
  page: number
}

/** Where a key leads from a place in the grid; null for keys that do not move. Edges stop, they do not wrap. */
export function moveInGrid(
  place: { row: number; column: number },
  key: string,
  { rows, columns, page }: GridShape,
): { row: number; column: number } | null {
  const { row, column } = place
  function at(nextRow: number, nextColumn: number) {
    return { row: clamp(nextRow, rows - 1), column: clamp(nextColumn, columns - 1) }
  }
  switch (key) {
    case 'ArrowUp':
      return at(row - 1, column)
    case 'ArrowDown':
      return at(row + 1, column)
    case 'ArrowLeft':
      return at(row, column - 1)
    case 'ArrowRight':
      return at(row, column + 1)
    case 'PageUp':
      return at(row - page, column)
    case 'PageDown':
      return at(row + page, column)
    case 'Home':
      return at(row, 0)
    case 'End':
      return at(row, columns - 1)
    default:
      return null
  }
}

function clamp(value: number, highest: number): number {
  return Math.max(0, Math.min(highest, value))
}
