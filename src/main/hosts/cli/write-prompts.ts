import { extname } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { VARIABLE_PREFIX } from '#main/workbench/prompt-files/suggest-uses.ts'
import type { Prompt } from '#shared/domain/prompt.ts'
import { PromptFormat } from '#shared/domain/prompt-file.ts'
import { AssayError } from '#shared/errors.ts'

const ENDINGS: Readonly<Record<string, PromptFormat>> = { '.ndjson': 'jsonl', '.txt': 'text', '.tab': 'tsv' }

/** The format that a file's ending asks for. @throws AssayError BAD_USAGE */
export function formatOf(path: string): PromptFormat {
  const ending = extname(path).toLowerCase()
  const format = ENDINGS[ending] ?? PromptFormat.safeParse(ending.slice(1)).data
  if (format !== undefined) return format
  throw new AssayError(
    'BAD_USAGE',
    `The ending of ${path} names no format. Use .csv, .tsv, .json, .jsonl or .txt, or say --format.`,
  )
}

/**
 * Prompts as `assay prompts import` reads them back, each as it is: a text that looks like a formula is left as one. Plain text
 * holds the prompts alone, without names, tags and variables.
 * @throws AssayError BAD_USAGE where plain text can't hold a prompt
 */
export function writePrompts(prompts: readonly Prompt[], format: PromptFormat): string {
  return WRITERS[format](prompts)
}

const WRITERS: Readonly<Record<PromptFormat, (prompts: readonly Prompt[]) => string>> = {
  json: (prompts) => `${JSON.stringify(prompts, null, 2)}\n`,
  jsonl: (prompts) => prompts.map((prompt) => `${JSON.stringify(prompt)}\n`).join(''),
  text: (prompts) => prompts.map((prompt, index) => `${oneLine(prompt, index)}\n`).join(''),
  csv: (prompts) => stringify(table(prompts), { record_delimiter: 'windows', quoted_match: /[\r\n]/ }),
  // Quoted throughout, which says that the quotes are not the text's.
  tsv: (prompts) => stringify(table(prompts), { delimiter: '\t', quoted: true, quoted_empty: true }),
}

function oneLine({ text }: Prompt, index: number): string {
  const trimmed = text.trim()
  if (!/[\r\n]/.test(trimmed)) return trimmed
  throw new AssayError(
    'BAD_USAGE',
    `Prompt ${index + 1} has several lines, and plain text holds one prompt a line. Choose CSV or JSON.`,
  )
}

function table(prompts: readonly Prompt[]): string[][] {
  const variables = [...new Set(prompts.flatMap((prompt) => Object.keys(prompt.variables ?? {})))]
  const columns: [string, (prompt: Prompt) => string][] = [
    ['name', ({ name = '' }) => name],
    ['text', ({ text }) => text],
    ['negativePrompt', ({ negativePrompt = '' }) => negativePrompt],
    ['tags', ({ tags = [] }) => tags.join('; ')],
    ...variables.map((name): [string, (prompt: Prompt) => string] => [
      `${VARIABLE_PREFIX}${name}`,
      ({ variables: values = {} }) => (Object.hasOwn(values, name) ? (values[name] ?? '') : ''),
    ]),
    ['picture', ({ picture = '' }) => picture],
  ]
  const used = columns.filter(([name, read]) => name === 'text' || prompts.some((prompt) => read(prompt) !== ''))
  return [used.map(([name]) => name), ...prompts.map((prompt) => used.map(([, read]) => read(prompt)))]
}
