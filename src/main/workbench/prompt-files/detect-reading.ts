import { extname } from 'node:path'
import type { PromptFileReading, PromptFormat } from '#shared/domain/prompt-file.ts'
import { isKnownColumn } from './suggest-uses.ts'

export interface DetectedReading {
  format: PromptFormat
  /** Of a table. */
  delimiter: string
  quotes: NonNullable<PromptFileReading['quotes']>
  header: boolean
}

const ENDINGS: Readonly<Record<string, PromptFormat>> = {
  '.csv': 'csv',
  '.tsv': 'tsv',
  '.tab': 'tsv',
  '.json': 'json',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
}
const DELIMITERS = [',', ';', '\t', '|'] as const

/** How a text is to be read: as it is asked for, else by the file's ending, else by what it holds. */
export function detectReading(text: string, fileName: string, asked: PromptFileReading): DetectedReading {
  const [firstLine = ''] = text.trimStart().split('\n', 1)
  const format = asked.format ?? detectFormat(text, firstLine, ENDINGS[extname(fileName).toLowerCase()])
  const delimiter = asked.delimiter ?? (format === 'tsv' ? '\t' : commonestDelimiter(firstLine))
  const quotes = asked.quotes ?? (delimiter === '\t' && !isQuoted(text) ? 'literal' : 'doubled')
  return { format, delimiter, quotes, header: asked.header ?? true }
}

function detectFormat(text: string, firstLine: string, byEnding: PromptFormat | undefined): PromptFormat {
  if (byEnding === 'csv' || byEnding === 'tsv') return byEnding
  const begins = text.trimStart()[0]
  if (begins === '[' || begins === '{') {
    if (isJson(text)) return byEnding === 'jsonl' && begins === '{' ? 'jsonl' : 'json'
    if (isJson(firstLine)) return 'jsonl'
  }
  if (byEnding !== undefined) return byEnding
  if (firstLine.includes('\t')) return 'tsv'
  // Prompts are full of commas: a list of them is a table only where its first line names columns that are known.
  const columns = firstLine.split(commonestDelimiter(firstLine))
  return columns.length > 1 && columns.some((column) => isKnownColumn(column.replaceAll('"', ''))) ? 'csv' : 'text'
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The delimiter that stands most often between the names of the columns; a comma where none does. */
function commonestDelimiter(firstLine: string): string {
  const bare = firstLine.replaceAll(/"(?:[^"]|"")*"/g, '')
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: bare.split(delimiter).length - 1 }))
  return counts.reduce((most, next) => (next.count > most.count ? next : most)).delimiter
}

/**
 * Whether the quotes of a table with tabs are a spreadsheet's and not the text's: all names of columns are quoted, or every quote
 * stands in a field that is quoted as a whole, and in some of them one is doubled.
 */
function isQuoted(text: string): boolean {
  const [firstLine = ''] = text.split('\n', 1)
  if (firstLine.split('\t').every(isWhole)) return true
  const quoted = text.split(/[\t\n]/).filter((field) => field.includes('"'))
  return quoted.every(isWhole) && quoted.some((field) => field.slice(1, -1).includes('""'))
}

/** Whether a field stands in quotes as a whole. */
function isWhole(field: string): boolean {
  return /^"(?:[^"]|"")*"$/.test(field)
}
