import { stringify } from 'csv-stringify/browser/esm/sync'
import type { Estimate } from '#shared/domain/estimate.ts'
import { CSV_OPTIONS } from '#shared/units/csv-options.ts'
import { fileNameOf } from '#shared/units/file-name.ts'
import { writeMissing } from '../ui/format-estimate.ts'

/** Whose a row is; told by marker and name wherever it stands. */
export interface ChartContender {
  id: string
  name: string
  position: number
}

export interface ContenderRow {
  contender: ChartContender
}

/** A row of anything else: a day, a thing that is moved alone. Its name is all that tells it. */
export interface NamedRow {
  subject: string
}

export type ChartRow = ContenderRow | NamedRow

export type ChartCell = string | number | null

/** A column of the numbers behind a chart, for the table on the page and for the CSV file alike. */
export interface ChartColumn<Row> {
  /** At the head of the table, with its unit: `Median, s`. */
  head: string
  /** At the head of the CSV file, with its unit: `median_seconds`. */
  name: string
  /** null: not known, or did not happen; an empty cell of the file. */
  read: (row: Row) => ChartCell
  /** Decimal places of a number in the table; the file has it whole. */
  places?: number
  /** What the table says in the place of null. */
  missing?: (row: Row) => string
}

/** The prepared rows of a chart, from which it is drawn, its table is written and its file is saved. */
export interface ChartTable<Row extends ChartRow> {
  rows: readonly Row[]
  columns: readonly ChartColumn<Row>[]
  /** What rows are of where they are not of contenders, at the head of the table and at that of the file. */
  of?: { head: string; name: string }
}

const CONTENDERS = { head: 'Contender', name: 'contender' }

/** The first column of a table: what its rows are of. */
export function headOf<Row extends ChartRow>({ of = CONTENDERS }: ChartTable<Row>): { head: string; name: string } {
  return of
}

/** An estimate as four columns: value, both ends of its 95 % interval, n. @param unit as it stands in the head and in the name */
export function estimateColumns<Row>(
  words: { head: string; name: string; unit: string; unitName: string; divisor: number; places: number },
  read: (row: Row) => Estimate,
): ChartColumn<Row>[] {
  const { head, name, unit, unitName, divisor, places } = words
  const end = (which: 'value' | 'low' | 'high') => (row: Row) => {
    const estimate = read(row)
    return estimate.state === 'known' ? scaled(estimate[which], divisor) : null
  }
  const behind = unit === '' ? '' : `, ${unit}`
  const ending = unitName === '' ? '' : `_${unitName}`
  return [
    {
      head: `${head}${behind}`,
      name: `${name}${ending}`,
      read: end('value'),
      places,
      missing: (row) => writeMissing(read(row)),
    },
    { head: `from${behind}`, name: `${name}_low${ending}`, read: end('low'), places, missing: () => '' },
    { head: `to${behind}`, name: `${name}_high${ending}`, read: end('high'), places, missing: () => '' },
    { head: 'n', name: `${name}_n`, read: (row) => read(row).count },
  ]
}

/** Units in which charts are read. */
export const SECONDS = { unit: 's', unitName: 'seconds', divisor: 1000, places: 3 } as const
export const DOLLARS = { unit: '$', unitName: 'usd', divisor: 1_000_000, places: 6 } as const
export const PERCENT = { unit: '%', unitName: 'percent', divisor: 0.01, places: 2 } as const

/** A number in another unit, without the binary dust of the division. */
export function scaled(value: number, divisor: number): number {
  return Number((value / divisor).toPrecision(12))
}

/** A cell as the table shows it. */
export function writeCell<Row>(column: ChartColumn<Row>, row: Row): string {
  const value = column.read(row)
  if (value === null) return column.missing?.(row) ?? 'not known'
  if (typeof value === 'string') return value
  const { places = 0 } = column
  return value.toLocaleString('en-US', { minimumFractionDigits: places, maximumFractionDigits: places })
}

/** The rows as a CSV file, what each is of first; empty is "not known" or "did not happen", never 0. */
export function chartCsv<Row extends ChartRow>(table: ChartTable<Row>): string {
  const { rows, columns } = table
  return stringify(
    [
      [headOf(table).name, ...columns.map(({ name }) => name)],
      ...rows.map((row) => [nameOf(row), ...columns.map(({ read }) => read(row))]),
    ],
    CSV_OPTIONS,
  )
}

function nameOf(row: ChartRow): string {
  return 'contender' in row ? row.contender.name : row.subject
}

/** `storefront-heroes-answered-within.csv`. @param source what the chart is of: the name of a trial, of a model */
export function chartFileName(source: string, title: string, ending: string): string {
  return `${fileNameOf(source)}-${fileNameOf(title)}.${ending}`
}
