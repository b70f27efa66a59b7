/**
 * A spreadsheet runs a cell that begins like a formula. In a table that Assay writes such a cell gets an apostrophe before it, and so
 * does one that has apostrophes there already, so that the file can be read back exactly. The table says so by a column of this name:
 * an apostrophe in anybody else's table is part of the text.
 */
export const APOSTROPHES_COLUMN = 'assay.apostrophes'

/** As `csv-stringify` escapes formulas, the wide forms of the signs among them. */
const FORMULA = /^'*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/

export function isLikeFormula(cell: string): boolean {
  return FORMULA.test(cell)
}

export function guardCell(cell: string): string {
  return isLikeFormula(cell) ? `'${cell}` : cell
}

/** What `guardCell` was given. */
export function unguardCell(cell: string): string {
  return cell.startsWith("'") && isLikeFormula(cell) ? cell.slice(1) : cell
}
