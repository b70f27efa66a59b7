import { stringify } from 'csv-stringify/sync'
import type { Prompt } from '#shared/domain/prompt.ts'
import type { PromptFormat } from '#shared/domain/prompt-file.ts'
import { AssayError } from '#shared/errors.ts'
import { APOSTROPHES_COLUMN, guardCell, isLikeFormula } from './formula-cells.ts'
import { VARIABLE_PREFIX } from './suggest-uses.ts'

/**
 * Prompts as `assay prompts import` reads them back, each as it is. In a table an apostrophe keeps a spreadsheet from running what
 * begins like a formula, and the import takes it off again. Plain text holds the prompts alone, without names, tags and variables.
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
  const rows = prompts.map((prompt) => used.map(([, read]) => read(prompt)))
  const head = used.map(([name]) => name)
  if (!rows.some((cells) => cells.some(isLikeFormula))) return [head, ...rows]
  return [[...head, APOSTROPHES_COLUMN], ...rows.map((cells) => [...cells.map(guardCell), ''])]
}
