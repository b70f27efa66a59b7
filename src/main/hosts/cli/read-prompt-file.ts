import { readFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { Prompt, type PromptFile } from '#shared/domain/plan.ts'
import { AssayError } from '#shared/errors.ts'

/**
 * Reads prompts from text (one a line), CSV, TSV, JSON or JSONL, told by the file's ending.
 * TSV is read with literal quotes, as prompt collections write it; CSV by RFC 4180.
 * @throws AssayError FILE_UNREADABLE, or INVALID_PLAN naming the file and the row.
 */
export async function readPromptFile(source: PromptFile): Promise<Prompt[]> {
  const name = basename(source.file)
  const text = await readFile(source.file, 'utf8').catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    throw new AssayError('FILE_UNREADABLE', `The prompt file ${source.file} can't be read: ${reason}.`, {
      cause: error,
    })
  })
  const prompts = parsePrompts(text.replace(/^\uFEFF/, ''), source, name)
  if (prompts.length === 0) throw new AssayError('INVALID_PLAN', `The prompt file ${name} holds no prompt.`)
  return source.limit === undefined ? prompts : prompts.slice(0, source.limit)
}

function parsePrompts(text: string, source: PromptFile, name: string): Prompt[] {
  switch (extname(source.file).toLowerCase()) {
    case '.csv':
    case '.tsv':
      return fromTable(text, source, name)
    case '.json':
      return fromValues(parseJson(text, name, null), name)
    case '.jsonl':
    case '.ndjson':
      return fromValues(
        lines(text).map((line, index) => parseJson(line, name, index + 1)),
        name,
      )
    default:
      return lines(text).map((line) => ({ text: line }))
  }
}

function lines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function fromTable(text: string, source: PromptFile, name: string): Prompt[] {
  const tabs = source.file.toLowerCase().endsWith('.tsv')
  const table: string[][] = parse(text, {
    delimiter: tabs ? '\t' : ',',
    quote: tabs ? null : '"',
    skip_empty_lines: true,
    relax_column_count: true,
  })
  const [header = [], ...rows] = table
  const column = source.column === undefined ? 0 : header.indexOf(source.column)
  if (column === -1) {
    throw new AssayError('INVALID_PLAN', `${name} has no column "${source.column}". It has: ${header.join(', ')}.`)
  }
  return rows.flatMap((row) => {
    const prompt = row[column]?.trim() ?? ''
    return prompt === '' ? [] : [{ text: prompt }]
  })
}

function fromValues(values: unknown, name: string): Prompt[] {
  const parsed = z.array(z.union([z.string().min(1), Prompt])).safeParse(values)
  if (!parsed.success) {
    throw new AssayError(
      'INVALID_PLAN',
      `${name} must be a list of prompts: each a text, or an object with "text" and, if wanted, "name".`,
    )
  }
  return parsed.data.map((value) => (typeof value === 'string' ? { text: value } : value))
}

function parseJson(text: string, name: string, line: number | null): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const where = line === null ? '' : ` in line ${line}`
    throw new AssayError('INVALID_PLAN', `${name} is not valid JSON${where}.`, { cause: error })
  }
}
