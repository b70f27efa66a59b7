import { PromptSelection, type PromptSample } from '#shared/domain/prompt.ts'
import { ColumnUse, PromptFileReading, type ColumnUses } from '#shared/domain/prompt-file.ts'
import { AssayError } from '#shared/errors.ts'

export interface ReadingOptions {
  format?: string
  delimiter?: string
  quotes?: string
  /** False for `--no-header`. */
  header?: boolean
}

/** How a file is to be read, as the command line says it. @throws AssayError BAD_USAGE */
export function readingFromOptions({ format, delimiter, quotes, header }: ReadingOptions): PromptFileReading {
  const parsed = PromptFileReading.safeParse({
    format,
    delimiter: delimiter === 'tab' ? '\t' : delimiter,
    quotes,
    header: header === false ? false : undefined,
  })
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new AssayError('BAD_USAGE', `--${String(issue?.path[0])} ${WANTED[String(issue?.path[0])] ?? 'does not fit'}.`)
}

const WANTED: Readonly<Record<string, string>> = {
  format: 'takes csv, tsv, json, jsonl or text',
  delimiter: 'takes , ; | or tab',
  quotes: 'takes doubled or literal',
}

/** `--use Challenge=tags`: what a column becomes. @throws AssayError BAD_USAGE */
export function useFromOption(text: string): ColumnUses[number] {
  const at = text.lastIndexOf('=')
  const use = ColumnUse.safeParse(text.slice(at + 1))
  if (at > 0 && use.success) return { column: text.slice(0, at), use: use.data }
  throw new AssayError('BAD_USAGE', `--use takes column=use, not "${text}". Uses: ${ColumnUse.options.join(', ')}.`)
}

export interface SelectionOptions {
  tag?: string[]
  count?: number
  seed?: number
  by?: string
}

/** @throws AssayError BAD_USAGE */
export function selectionFromOptions({ tag, count, seed, by }: SelectionOptions): PromptSelection {
  const sample: PromptSample | undefined =
    count === undefined
      ? undefined
      : { count, seed: seed ?? 1, ...(by !== undefined && { by: by === 'tags' ? by : { variable: by } }) }
  const parsed = PromptSelection.safeParse({ tags: tag, sample })
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new AssayError(
    'BAD_USAGE',
    `${issue?.path[0] === 'tags' ? '--tag' : '--by'} does not fit: ${issue?.message ?? ''}.`,
  )
}
