import type { Prompt, PromptSelection } from '#shared/domain/prompt.ts'
import type { Problem } from '#shared/errors.ts'
import { selectPrompts } from '#shared/domain/select-prompts.ts'
import { figureText } from '#shared/units/count-text.ts'

/** Which prompts of a set are taken, while someone types it. */
export interface SelectionDraft {
  /** Any of these; none means all prompts. */
  tags: readonly string[]
  /** Empty means all of them. */
  count: string
  seed: string
  /** What a sample keeps in proportion: nothing, `tags`, or `variable:` with a name. */
  by: string
}

export const EVERYTHING: SelectionDraft = { tags: [], count: '', seed: '1', by: '' }

const VARIABLE = 'variable:'

/**
 * Reads a selection. Its problems stand at `promptSet.count` and `promptSet.seed`; while there are any, nothing is sampled.
 * @param taggedCount how many prompts have any of the chosen tags
 */
export function readSelection(
  { tags, count, seed, by }: SelectionDraft,
  taggedCount: number,
): { selection: PromptSelection; problems: Problem[] } {
  const chosen: PromptSelection = tags.length === 0 ? {} : { tags: [...tags] }
  if (count.trim() === '') return { selection: chosen, problems: [] }
  const drawn = wholeNumber(count)
  const seeded = wholeNumber(seed)
  const problems: Problem[] = []
  if (drawn === null || drawn < 1 || drawn > taggedCount) {
    problems.push({ path: 'promptSet.count', message: `Type a whole number from 1 to ${figureText(taggedCount)}` })
  }
  if (seeded === null || seeded > 2_147_483_647) {
    problems.push({ path: 'promptSet.seed', message: 'Type a whole number from 0 to 2,147,483,647' })
  }
  if (drawn === null || seeded === null || problems.length > 0) return { selection: chosen, problems }
  const strata = by === 'tags' ? by : by.startsWith(VARIABLE) ? { variable: by.slice(VARIABLE.length) } : null
  return {
    selection: { ...chosen, sample: { count: drawn, seed: seeded, ...(strata !== null && { by: strata }) } },
    problems: [],
  }
}

function wholeNumber(text: string): number | null {
  return /^\d{1,12}$/.test(text.trim()) ? Number(text.trim()) : null
}

/** What a sample of these prompts can keep in proportion. */
export function strataOptions(prompts: readonly Prompt[]): { value: string; label: string }[] {
  const variables = [...new Set(prompts.flatMap((prompt) => Object.keys(prompt.variables ?? {})))]
  return [
    { value: '', label: 'nothing' },
    ...(prompts.some(({ tags = [] }) => tags.length > 0) ? [{ value: 'tags', label: 'tags' }] : []),
    ...variables.map((name) => ({ value: `${VARIABLE}${name}`, label: name })),
  ]
}

/** How many prompts have any of the tags; all of them where none is named. */
export function countTagged(prompts: readonly Prompt[], tags: readonly string[]): number {
  return selectPrompts(prompts, tags.length === 0 ? {} : { tags: [...tags] }).length
}

/** Every tag with the number of prompts that have it, in the order in which they come up. */
export function countTags(prompts: readonly Prompt[]): { tag: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const tag of prompts.flatMap(({ tags = [] }) => tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return [...counts].map(([tag, count]) => ({ tag, count }))
}
