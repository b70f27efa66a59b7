import { basename } from 'node:path'
import type { Prompt } from '#shared/domain/prompt.ts'
import type { ColumnUses, PromptFileReading } from '#shared/domain/prompt-file.ts'
import { MAXIMUM_PROMPTS } from '#shared/domain/prompt-set.ts'
import { AssayError, type Problem } from '#shared/errors.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import { decodePromptFile } from './decode-prompt-file.ts'
import { detectReading } from './detect-reading.ts'
import { TEXT_COLUMN, type PromptTable } from './prompt-table.ts'
import { promptsFromTable } from './prompts-from-table.ts'
import { readDelimited } from './read-delimited.ts'
import { readJson, readJsonLines } from './read-json.ts'
import { suggestUses } from './suggest-uses.ts'

/** What is read: the bytes, and a name whose ending may say the format. */
export interface PromptSource {
  bytes: Uint8Array
  name: string
}

/**
 * Reads a file of prompts, in whatever of the formats it is, into rows and columns.
 * @throws AssayError BAD_USAGE, naming the file and, where there is one, the line
 */
export function readPromptTable({ bytes, name: path }: PromptSource, asked: PromptFileReading = {}): PromptTable {
  const name = basename(path) || 'The text'
  const text = decodePromptFile(bytes, name)
  const reading = detectReading(text, path, asked)
  const { format } = reading
  const isTable = format === 'csv' || format === 'tsv'
  const read = isTable
    ? readDelimited(text, reading, name)
    : format === 'json'
      ? readJson(text, name)
      : format === 'jsonl'
        ? readJsonLines(text)
        : readLines(text)
  if (read.columns.length > MAXIMUM_COLUMNS) {
    throw new AssayError(
      'BAD_USAGE',
      `${name} has ${countText(read.columns.length, 'column')}, at most ${MAXIMUM_COLUMNS} are read.`,
    )
  }
  if (read.rows.length + read.problems.length === 0) throw new AssayError('BAD_USAGE', `${name} holds no prompt.`)
  return {
    name,
    format,
    delimiter: isTable ? reading.delimiter : null,
    quotes: isTable ? reading.quotes : null,
    ...read,
  }
}

const MAXIMUM_COLUMNS = 200

/** One prompt a line; empty lines are skipped. */
function readLines(text: string): Pick<PromptTable, 'columns' | 'rows' | 'problems'> {
  const rows = text.split('\n').flatMap((line, index) => {
    const cell = line.trim()
    return cell === '' ? [] : [{ place: `line ${index + 1}`, cells: [cell] }]
  })
  return { columns: [TEXT_COLUMN], rows, problems: [] }
}

/** Everything that keeps a table from being imported, in the order of the file. */
export function readRows(table: PromptTable, uses: ColumnUses): { prompts: Prompt[]; problems: Problem[] } {
  // Where no row could be read, there are no columns that could be used.
  if (table.rows.length === 0) return { prompts: [], problems: [...table.problems] }
  const { prompts, problems } = promptsFromTable(table, uses)
  const all = [...table.problems, ...problems]
  return { prompts, problems: all.toSorted((one, other) => numberIn(one.path) - numberIn(other.path)) }
}

function numberIn(place: string): number {
  return Number(/\d+/.exec(place)?.[0])
}

/** So many are listed; a file with a wrong delimiter has one in every line. */
export const LISTED_PROBLEMS = 50

/**
 * The prompts of a file: all of them, or none.
 * @param options.limit the first so many
 * @throws AssayError BAD_USAGE with each line that can't be read, or where it holds too many
 */
export function readPrompts(
  source: PromptSource,
  options: {
    reading?: PromptFileReading
    uses?: ColumnUses | ((table: PromptTable) => ColumnUses)
    limit?: number
  } = {},
): Prompt[] {
  const { reading, limit, uses = suggestUses } = options
  const whole = readPromptTable(source, reading)
  const table = limit === undefined ? whole : { ...whole, rows: whole.rows.slice(0, limit) }
  if (table.rows.length > MAXIMUM_PROMPTS) {
    const more =
      table.rows.length > MAXIMUM_PROMPTS * 4
        ? `more than ${figureText(MAXIMUM_PROMPTS * 4)} prompts`
        : countText(table.rows.length, 'prompt')
    throw new AssayError(
      'BAD_USAGE',
      `${table.name} holds ${more}, at most ${figureText(MAXIMUM_PROMPTS)} are taken. Split it.`,
    )
  }
  const { prompts, problems } = readRows(table, typeof uses === 'function' ? uses(table) : uses)
  const [first] = problems
  if (first === undefined) return prompts
  const others =
    problems.length === 1 ? '' : ` ${countText(problems.length - 1, 'other line', 'other lines')} can't be read either.`
  throw new AssayError(
    'BAD_USAGE',
    `${table.name}, ${first.path} ${first.message}.${others} Nothing was taken from it.`,
    {
      problems: problems.slice(0, LISTED_PROBLEMS),
    },
  )
}
