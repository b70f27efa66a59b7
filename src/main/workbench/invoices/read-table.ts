import { parse } from 'csv-parse/sync'
import { AssayError } from '#shared/errors.ts'

/** A file of rows under named columns. */
export interface InvoiceTable {
  columns: string[]
  /** `number` is the line of the file, from 1, at which the row ends. */
  rows: { number: number; cells: string[] }[]
}

const DELIMITERS = [',', ';', '\t', '|'] as const

/** @throws AssayError BAD_USAGE where it is no table with a first line of names */
export function readTable(text: string, fileName: string): InvoiceTable {
  const delimiter = likeliestDelimiter(text)
  let found: { record: string[]; info: { lines: number } }[]
  try {
    // The library's types know nothing of what `info` adds to a row.
    found = parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof found
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new AssayError('BAD_USAGE', `${fileName} can't be read as a table: ${reason}. Nothing was changed.`, {
      cause: error,
    })
  }
  const [head, ...rows] = found
  if (head === undefined || head.record.length < 2 || rows.length === 0) {
    throw new AssayError(
      'BAD_USAGE',
      `${fileName} is no table with a first line of column names and at least one line below. Export it as CSV. Nothing was changed.`,
    )
  }
  return {
    columns: tellApart(head.record),
    rows: rows.map(({ record, info }) => ({ number: info.lines, cells: record })),
  }
}

/** The one that divides the first line into the most parts. */
function likeliestDelimiter(text: string): string {
  const end = text.search(/\r|\n/)
  const head = end === -1 ? text : text.slice(0, end)
  const parts = (delimiter: string): number => head.split(delimiter).length
  return DELIMITERS.reduce((best, delimiter) => (parts(delimiter) > parts(best) ? delimiter : best))
}

/** A mapping names columns, so two of one name get numbers. */
function tellApart(names: readonly string[]): string[] {
  return names.map((name, index) => {
    const shown = name === '' ? `column ${index + 1}` : name
    return names.indexOf(name) === index ? shown : `${shown} (${index + 1})`
  })
}
