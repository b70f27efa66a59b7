import { extname } from 'node:path'
import type { PromptFilePreview } from '#shared/contract/prompt-set.ts'
import type { ColumnUses, PromptFileReading } from '#shared/domain/prompt-file.ts'
import type { PromptSetSummary } from '#shared/domain/prompt-set.ts'
import type { WorkbenchContext } from './context.ts'
import { MAXIMUM_FILE_BYTES, tooLarge } from './prompt-files/decode-prompt-file.ts'
import { cellText } from './prompt-files/prompt-table.ts'
import {
  LISTED_PROBLEMS,
  readPrompts,
  readPromptTable,
  readRows,
  type PromptSource,
} from './prompt-files/read-prompts.ts'
import { suggestUses } from './prompt-files/suggest-uses.ts'
import { createPromptSet, ownPromptSet, savePromptSet } from './save-prompt-set.ts'

export interface PromptImport {
  file: File
  reading: PromptFileReading
  /** What is suggested if undefined. */
  uses?: ColumnUses | undefined
}

const SHOWN_ROWS = 8
const SHOWN_CHARACTERS = 200

/** What a file would be read as, and what is wrong with it. @throws AssayError BAD_USAGE where nothing of it can be read */
export async function previewPrompts({ file, reading, uses }: PromptImport): Promise<PromptFilePreview> {
  const table = readPromptTable(await sourceOf(file), reading)
  const suggested = suggestUses(table)
  const { problems } = readRows(table, uses ?? suggested)
  const { format, delimiter, quotes, rows } = table
  return {
    format,
    delimiter,
    quotes,
    columns: suggested,
    rows: rows
      .slice(0, SHOWN_ROWS)
      .map(({ place, cells }) => ({ place, cells: cells.map((cell) => cutShort(cellText(cell))) })),
    rowCount: rows.length + table.problems.length,
    problems: problems.slice(0, LISTED_PROBLEMS),
    problemCount: problems.length,
  }
}

/**
 * Keeps all prompts of a file as a new set, or as the next version of one.
 * @throws AssayError BAD_USAGE with each line that can't be read, and nothing is kept; NOT_FOUND
 */
export async function importPrompts(
  { file, reading, uses, name, into }: PromptImport & { name?: string | undefined; into?: string | undefined },
  context: Pick<WorkbenchContext, 'ports' | 'store'>,
): Promise<PromptSetSummary> {
  if (into !== undefined) await ownPromptSet(into, context)
  const prompts = readPrompts(await sourceOf(file), { reading, ...(uses !== undefined && { uses }) })
  const description = file.name === '' ? 'Pasted.' : `Imported from ${file.name}.`
  if (into !== undefined) return savePromptSet({ promptSetId: into, description, prompts }, context)
  const fileName = file.name.slice(0, file.name.length - extname(file.name).length)
  return createPromptSet({ name: name ?? (fileName.slice(0, 120) || 'Pasted prompts'), description, prompts }, context)
}

async function sourceOf(file: File): Promise<PromptSource> {
  if (file.size > MAXIMUM_FILE_BYTES) throw tooLarge(file.name, file.size)
  return { bytes: new Uint8Array(await file.arrayBuffer()), name: file.name }
}

function cutShort(text: string): string {
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS - 1)}…`
}
