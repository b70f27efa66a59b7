import { CsvError, parse, type InfoRecord } from 'csv-parse/sync'
import { MAXIMUM_PROMPTS } from '#shared/domain/prompt-set.ts'
import { AssayError, type Problem } from '#shared/errors.ts'
import { countText } from '#shared/units/count-text.ts'
import type { DetectedReading } from './detect-reading.ts'
import { APOSTROPHES_COLUMN, unguardCell } from './formula-cells.ts'
import type { PromptRow, PromptTable } from './prompt-table.ts'
import { VARIABLE_PREFIX } from './suggest-uses.ts'

/** Beyond this it is too many whatever comes; reading on would only cost memory. */
const MAXIMUM_RECORDS = MAXIMUM_PROMPTS * 5

/**
 * Reads a table of fields between delimiters. A line with fewer fields than there are columns lacks the last ones, as some
 * programs leave out what is empty; one with more is a problem, since nobody knows which field a delimiter has torn.
 * @throws AssayError BAD_USAGE where quotes don't match: from there on nothing is known of what belongs where
 */
export function readDelimited(
  text: string,
  { delimiter, quotes, header }: DetectedReading,
  name: string,
): Pick<PromptTable, 'columns' | 'rows' | 'problems'> {
  const records = parseRecords(text, { delimiter, quotes }, name)
  const [first] = records
  if (first === undefined) return { columns: [], rows: [], problems: [] }
  const width = header ? first.fields.length : Math.max(...records.slice(0, 100).map(({ fields }) => fields.length))
  const named = nameColumns(header ? first.fields : Array.from({ length: width }, () => ''))
  const guarded = named.includes(APOSTROPHES_COLUMN)
  const columns = named.filter((column) => column !== APOSTROPHES_COLUMN)
  const places = columns.map((column) => named.indexOf(column))
  const rows: PromptRow[] = []
  const problems: Problem[] = []
  for (const { line, fields } of header ? records.slice(1) : records) {
    const place = `line ${line}`
    if (fields.every((field) => field.trim() === '')) continue
    if (fields.slice(width).some((field) => field.trim() !== '')) {
      const has = `has ${countText(fields.length, 'field')}, and there ${width === 1 ? 'is' : 'are'} ${countText(width, 'column')}`
      problems.push({ path: place, message: `${has}. ${QUOTING[quotes](delimiter)}` })
      continue
    }
    const cells = places.map((index) => fields[index] ?? '')
    rows.push({ place, cells: guarded ? cells.map(unguardCell) : cells })
  }
  return { columns, rows, problems }
}

const QUOTING = {
  doubled: (delimiter: string) => `A text that holds ${delimiterWord(delimiter)} stands in quotes.`,
  literal: (delimiter: string) => `A text can't hold ${delimiterWord(delimiter)} where quotes are literal.`,
}

export function delimiterWord(delimiter: string): string {
  return delimiter === '\t' ? 'a tab' : `“${delimiter}”`
}

interface DelimitedRecord {
  /** From 1: where it begins. */
  line: number
  fields: string[]
}

function parseRecords(
  text: string,
  { delimiter, quotes }: Pick<DetectedReading, 'delimiter' | 'quotes'>,
  name: string,
): DelimitedRecord[] {
  const records: DelimitedRecord[] = []
  let endedLine = 0
  const keep = (fields: string[], { lines }: Pick<InfoRecord, 'lines'>): null => {
    const breaks = fields.reduce((sum, field) => sum + field.split('\n').length - 1, 0)
    records.push({ line: lines - breaks, fields })
    endedLine = lines
    return null
  }
  try {
    parse(text, {
      delimiter,
      quote: quotes === 'literal' ? null : '"',
      record_delimiter: '\n',
      relax_column_count: true,
      skip_empty_lines: true,
      to: MAXIMUM_RECORDS,
      on_record: keep,
    })
    return records
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    throw new AssayError('BAD_USAGE', quoteProblem(cause, endedLine, name), { cause })
  }
}

function quoteProblem({ code, lines }: CsvError & { lines?: number }, endedLine: number, name: string): string {
  const ways = 'Write a quote inside quotes as two, or read the file with literal quotes.'
  if (code === 'CSV_QUOTE_NOT_CLOSED') {
    return `${name}: a quote is opened in line ${endedLine + 1} or after it, and never closed. ${ways}`
  }
  return `${name}: in line ${lines ?? endedLine + 1}, a quote stands where none can. ${ways}`
}

/** Names as they stand; a column without one is called by its place, and a name that stands twice gets a number. */
function nameColumns(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((raw, index) => {
    const trimmed = raw.trim()
    // A variable of ours has its name to the letter.
    const name = trimmed.startsWith(VARIABLE_PREFIX)
      ? trimmed
      : trimmed.replaceAll(/\s+/g, ' ') || `column ${index + 1}`
    let unique = name
    for (let count = 2; taken.has(unique); count += 1) unique = `${name} ${count}`
    taken.add(unique)
    return unique
  })
}
