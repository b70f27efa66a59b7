import type { PromptFilePreview } from '#shared/contract/prompt-set.ts'
import type { PromptSet, PromptSetSummary, PromptSetVersion } from '#shared/domain/prompt-set.ts'
import { selectPrompts } from '#shared/domain/select-prompts.ts'
import type { PromptSelection } from '#shared/domain/prompt.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import { plainTable } from './plain-table.ts'

export function promptSetTable(sets: readonly PromptSetSummary[]): string {
  const rows = sets.map(({ id, name, version, promptCount, createdAt, shipped }) => [
    id,
    name,
    String(version),
    figureText(promptCount),
    createdAt.slice(0, 10),
    shipped ? 'ships with Assay' : '',
  ])
  return plainTable(['id', 'name', 'version', 'prompts', 'saved on', ''], rows, [
    'left',
    'left',
    'right',
    'right',
    'left',
    'left',
  ])
}

const CELL_CHARACTERS = 100

/** A version of a set: where it is from, its tags, its first prompts, its other versions. */
export function promptSetText(
  set: PromptSet,
  versions: readonly PromptSetVersion[],
  { selection, limit }: { selection: PromptSelection; limit: number },
): string {
  const prompts = selectPrompts(set.prompts, selection)
  const shown = prompts.slice(0, limit)
  const rows = shown.map(({ name = '', text, tags = [] }) => [cut(name), cut(text), tags.join(', ')])
  const counts = new Map<string, number>()
  for (const tag of set.prompts.flatMap(({ tags = [] }) => tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  const tagLine = [...counts].map(([tag, count]) => `${tag} ${figureText(count)}`).join(', ')
  const variables = [...new Set(set.prompts.flatMap((prompt) => Object.keys(prompt.variables ?? {})))]
  const more = prompts.length - shown.length
  return [
    `${set.name}, version ${set.version}: ${countText(set.prompts.length, 'prompt')}  (${set.id})`,
    ...(set.description === '' ? [] : [set.description]),
    ...(tagLine === '' ? [] : [`Tags: ${tagLine}`]),
    ...(variables.length === 0 ? [] : [`Variables: ${variables.join(', ')}`]),
    '',
    plainTable(['name', 'prompt', 'tags'], rows),
    ...(more > 0 ? [`… and ${countText(more, 'prompt')} more; --limit shows more of them.`] : []),
    ...(versions.length < 2 ? [] : ['', 'Versions:', ...versions.map(versionLine)]),
  ].join('\n')
}

function versionLine({ version, createdAt, promptCount, description }: PromptSetVersion): string {
  const said = description === '' ? '' : `  ${cut(description)}`
  return `  ${version}  ${createdAt.slice(0, 10)}  ${countText(promptCount, 'prompt')}${said}`
}

/** What a file would be read as. */
export function previewText({ format, columns, rows, rowCount, problems, problemCount }: PromptFilePreview): string {
  return [
    `Read as ${format}: ${countText(rowCount, 'row')}.`,
    ...columns.map(({ column, use }) => `  ${column} → ${use}`),
    '',
    ...rows.map(({ place, cells }) => `${place}: ${cells.map(cut).join(' | ')}`),
    ...(problemCount === 0 ? [] : ['', `${countText(problemCount, 'row')} can't be read:`]),
    ...problems.map(({ path, message }) => `  ${path} ${message}`),
    ...(problemCount > problems.length ? ['  …'] : []),
  ].join('\n')
}

function cut(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length <= CELL_CHARACTERS ? line : `${line.slice(0, CELL_CHARACTERS - 1)}…`
}
