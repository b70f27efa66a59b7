import { extname } from 'node:path'
import { PromptFormat } from '#shared/domain/prompt-file.ts'
import { AssayError } from '#shared/errors.ts'

const ENDINGS: Readonly<Record<string, PromptFormat>> = { '.ndjson': 'jsonl', '.txt': 'text', '.tab': 'tsv' }

/** The format that a file's ending asks for. @throws AssayError BAD_USAGE */
export function promptFormatOf(path: string): PromptFormat {
  const ending = extname(path).toLowerCase()
  const format = ENDINGS[ending] ?? PromptFormat.safeParse(ending.slice(1)).data
  if (format !== undefined) return format
  throw new AssayError(
    'BAD_USAGE',
    `The ending of ${path} names no format. Use .csv, .tsv, .json, .jsonl or .txt, or say --format.`,
  )
}
