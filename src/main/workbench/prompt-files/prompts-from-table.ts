import { Prompt, VariableName } from '#shared/domain/prompt.ts'
import type { ColumnUse, ColumnUses } from '#shared/domain/prompt-file.ts'
import { AssayError, type Problem } from '#shared/errors.ts'
import { figureText } from '#shared/units/count-text.ts'
import { cellText, type Cell, type PromptRow, type PromptTable } from './prompt-table.ts'
import { variableOf } from './suggest-uses.ts'

/**
 * The prompts of a table by what its columns are used for. A row that gives no prompt is a problem, and so is what doesn't fit.
 * @throws AssayError BAD_USAGE where the uses don't fit the table: a column that is not there, no column of prompts, or two
 */
export function promptsFromTable(table: PromptTable, uses: ColumnUses): { prompts: Prompt[]; problems: Problem[] } {
  checkUses(table, uses)
  const columnsFor = (use: ColumnUse): string[] => uses.filter((one) => one.use === use).map(({ column }) => column)
  const placesFor = (use: ColumnUse): number[] => columnsFor(use).map((column) => table.columns.indexOf(column))
  const [text] = placesFor('text')
  const [negativePrompt] = placesFor('negativePrompt')
  const [name] = placesFor('name')
  const [picture] = placesFor('picture')
  const tagPlaces = placesFor('tags')
  const variables = columnsFor('variable').map((column) => [variableOf(column), table.columns.indexOf(column)] as const)

  const prompts: Prompt[] = []
  const problems: Problem[] = []
  for (const { place, cells } of table.rows) {
    const at = (index: number | undefined): string => (index === undefined ? '' : cellText(cells[index]))
    const tags = [...new Set(tagPlaces.flatMap((index) => tagsOf(cells[index])))]
    const filled = variables
      .map(([variable, index]) => [variable, at(index)] as const)
      .filter(([, value]) => value !== '')
    const prompt: Prompt = {
      ...(at(name) !== '' && { name: at(name) }),
      text: at(text),
      ...(at(negativePrompt) !== '' && { negativePrompt: at(negativePrompt) }),
      ...(tags.length > 0 && { tags }),
      ...(filled.length > 0 && { variables: Object.fromEntries(filled) }),
      ...(at(picture) !== '' && { picture: at(picture) }),
    }
    const problem = prompt.text === '' ? emptyProblem(columnsFor('text')[0], cells) : problemOf(prompt)
    if (problem === null) prompts.push(prompt)
    else problems.push({ path: place, message: problem })
  }
  return { prompts, problems }
}

/** A list as it is; a cell of a table is cut at commas, semicolons and bars. */
function tagsOf(cell: Cell | undefined): string[] {
  const tags = typeof cell === 'string' ? cell.split(/[,;|]/) : (cell ?? [])
  return tags.map((tag) => tag.trim()).filter((tag) => tag !== '')
}

function emptyProblem(column: string | undefined, cells: PromptRow['cells']): string {
  const other = cells.map(cellText).find((cell) => cell !== '') ?? ''
  const beside = other === '' ? '' : ` (beside “${other.slice(0, 40)}${other.length > 40 ? '…' : ''}”)`
  return `holds no prompt: “${column ?? ''}” is empty${beside}`
}

const WORDS: Readonly<Record<string, string>> = {
  text: 'the prompt',
  negativePrompt: 'the negative prompt',
  name: 'the name',
  tags: 'a tag',
  variables: 'a variable',
  picture: 'the picture',
}

function problemOf(prompt: Prompt): string | null {
  const parsed = Prompt.safeParse(prompt)
  const issue = parsed.error?.issues[0]
  if (issue === undefined) return null
  const what = WORDS[String(issue.path[0])] ?? 'it'
  if (issue.code === 'too_big') {
    return issue.origin === 'string'
      ? `${what} has more than ${figureText(Number(issue.maximum))} characters`
      : `there are more than ${figureText(Number(issue.maximum))} tags`
  }
  return issue.path[0] === 'picture'
    ? 'the picture is no SHA-256: 64 hexadecimal digits, as "assay pictures add" prints them'
    : `${what} does not fit: ${issue.message}`
}

function checkUses({ name, columns }: PromptTable, uses: ColumnUses): void {
  const has = `It has: ${columns.join(', ')}.`
  for (const { column } of uses) {
    if (!columns.includes(column)) refuse(`${name} has no column "${column}". ${has}`)
    if (uses.filter((other) => other.column === column).length > 1) refuse(`The column "${column}" is named twice.`)
  }
  const count = (use: ColumnUse): number => uses.filter((one) => one.use === use).length
  if (count('text') === 0) refuse(`Say which column of ${name} holds the prompts. ${has}`)
  for (const use of ['text', 'negativePrompt', 'name', 'picture'] as const) {
    if (count(use) > 1) refuse(`Only one column can be ${WORDS[use]}; ${count(use)} are named.`)
  }
  const variables = uses.filter(({ use }) => use === 'variable').map(({ column }) => variableOf(column))
  for (const variable of variables) {
    if (variables.indexOf(variable) !== variables.lastIndexOf(variable))
      refuse(`Two columns are the variable "${variable}".`)
    const parsed = VariableName.safeParse(variable)
    if (!parsed.success) {
      const why = parsed.error.issues[0]?.message ?? 'it does not fit'
      refuse(`The column "${variable.slice(0, 80)}" can't be a variable: ${why}.`)
    }
  }
}

function refuse(message: string): never {
  throw new AssayError('BAD_USAGE', message)
}
