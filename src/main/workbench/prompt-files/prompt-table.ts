import type { PromptFileReading, PromptFormat } from '#shared/domain/prompt-file.ts'
import type { Problem } from '#shared/errors.ts'

/** What one cell holds: a text, or a list of texts where the format knows lists. Empty is "nothing there". */
export type Cell = string | readonly string[]

export interface PromptRow {
  /** Where it stands in the file: `line 14`, or `item 3` of JSON. */
  place: string
  /** One for each column. */
  cells: readonly Cell[]
}

/** A file of prompts as rows and columns, whatever its format. */
export interface PromptTable {
  /** As the file is called in messages. */
  name: string
  format: PromptFormat
  delimiter: string | null
  quotes: NonNullable<PromptFileReading['quotes']> | null
  /** Each name once. */
  columns: readonly string[]
  rows: readonly PromptRow[]
  /** Rows that can't be read; they are not among `rows`. */
  problems: readonly Problem[]
}

/** The column of prompts in a format that names none. */
export const TEXT_COLUMN = 'text'

/** A cell as one text. */
export function cellText(cell: Cell | undefined): string {
  return typeof cell === 'string' ? cell.trim() : (cell ?? []).join(', ').trim()
}
