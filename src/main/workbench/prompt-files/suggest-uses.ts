import { VariableName } from '#shared/domain/prompt.ts'
import type { ColumnUse, ColumnUses } from '#shared/domain/prompt-file.ts'
import { cellText, type PromptTable } from './prompt-table.ts'

/** Names, in small letters and without what stands between words, that collections of prompts give their columns; the likeliest first. */
const KNOWN: Readonly<Record<'text' | 'negativePrompt' | 'name' | 'tags' | 'picture', readonly string[]>> = {
  text: ['prompt', 'text', 'prompttext', 'positiveprompt', 'positive', 'prompts', 'caption', 'description'],
  negativePrompt: ['negativeprompt', 'negative', 'negprompt'],
  name: ['name', 'title'],
  tags: ['tags', 'tag', 'category', 'categories', 'labels', 'label'],
  picture: ['picture'],
}
/** What Assay itself writes before the name of a variable. */
export const VARIABLE_PREFIX = 'variables.'

export function isKnownColumn(column: string): boolean {
  return Object.values(KNOWN).flat().includes(plain(column))
}

/** The name of the variable that a column becomes. */
export function variableOf(column: string): string {
  return column.startsWith(VARIABLE_PREFIX) ? column.slice(VARIABLE_PREFIX.length) : column
}

/** What each column is likely for. Where no name says which holds the prompts, it is the one with the longest texts. */
export function suggestUses({ columns, rows }: Pick<PromptTable, 'columns' | 'rows'>): ColumnUses {
  const found = new Map<string, ColumnUse>()
  const take = (use: 'text' | 'negativePrompt' | 'name' | 'picture'): void => {
    const column = KNOWN[use].flatMap((name) => columns.filter((known) => plain(known) === name))[0]
    if (column !== undefined && !found.has(column)) found.set(column, use)
  }
  take('text')
  if (found.size === 0) {
    const free = columns.filter((column) => !isKnownColumn(column))
    const column = longest(free.length > 0 ? free : columns, { columns, rows })
    if (column !== undefined) found.set(column, 'text')
  }
  take('negativePrompt')
  take('name')
  take('picture')
  return columns.map((column) => {
    const use = found.get(column) ?? (KNOWN.tags.includes(plain(column)) ? 'tags' : null)
    return { column, use: use ?? otherUse(column) }
  })
}

/** What is suggested, but for the column of prompts, which is named. It may not be there: whoever reads the table says so. */
export function usesWithText(suggested: ColumnUses, textColumn: string): ColumnUses {
  const others = suggested
    .filter(({ column }) => column !== textColumn)
    .map(({ column, use }) => ({ column, use: use === 'text' ? otherUse(column) : use }))
  return [{ column: textColumn, use: 'text' }, ...others]
}

function otherUse(column: string): ColumnUse {
  return VariableName.safeParse(variableOf(column)).success ? 'variable' : 'none'
}

/** The column of the longest texts in the first 200 rows; the first one where they tie. */
function longest(
  among: readonly string[],
  { columns, rows }: Pick<PromptTable, 'columns' | 'rows'>,
): string | undefined {
  const lengths = among.map((column) => {
    const place = columns.indexOf(column)
    return rows.slice(0, 200).reduce((sum, { cells }) => sum + cellText(cells[place]).length, 0)
  })
  return among[lengths.indexOf(Math.max(...lengths))]
}

function plain(column: string): string {
  return column.toLowerCase().replaceAll(/[\s_-]/g, '')
}
