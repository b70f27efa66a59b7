import type { Prompt } from '#shared/domain/prompt.ts'

/** A prompt while it is edited. The key stays with it wherever it moves. */
export interface EditedPrompt {
  key: number
  prompt: Prompt
}

export interface Editing {
  rows: readonly EditedPrompt[]
  nextKey: number
}

export function beginEditing(prompts: readonly Prompt[]): Editing {
  return { rows: prompts.map((prompt, key) => ({ key, prompt })), nextKey: prompts.length }
}

export function changePrompt(editing: Editing, key: number, change: (prompt: Prompt) => Prompt): Editing {
  return {
    ...editing,
    rows: editing.rows.map((row) => (row.key === key ? { key, prompt: change(row.prompt) } : row)),
  }
}

/** Adds an empty prompt at the end. */
export function addPrompt({ rows, nextKey }: Editing): Editing {
  return { rows: [...rows, { key: nextKey, prompt: { text: '' } }], nextKey: nextKey + 1 }
}

export function removePrompts(editing: Editing, keys: ReadonlySet<number>): Editing {
  return { ...editing, rows: editing.rows.filter(({ key }) => !keys.has(key)) }
}

/** Puts tags on prompts, or takes them away. */
export function tagPrompts(
  editing: Editing,
  keys: ReadonlySet<number>,
  tags: readonly string[],
  how: 'add' | 'take-away',
): Editing {
  const change = (prompt: Prompt): Prompt => {
    const has = prompt.tags ?? []
    return withTags(prompt, how === 'add' ? [...has, ...tags] : has.filter((tag) => !tags.includes(tag)))
  }
  return {
    ...editing,
    rows: editing.rows.map((row) => (keys.has(row.key) ? { key: row.key, prompt: change(row.prompt) } : row)),
  }
}

export function withTags(prompt: Prompt, tags: readonly string[]): Prompt {
  const { tags: _, ...rest } = prompt
  const once = [...new Set(tags)]
  return once.length === 0 ? rest : { ...rest, tags: once }
}

/** A field that is empty is not there. */
export function withText(prompt: Prompt, field: 'name' | 'negativePrompt' | 'picture', text: string): Prompt {
  const { [field]: _, ...rest } = prompt
  return text === '' ? rest : { ...rest, [field]: text }
}

export function withVariables(prompt: Prompt, variables: Record<string, string>): Prompt {
  const { variables: _, ...rest } = prompt
  return Object.keys(variables).length === 0 ? rest : { ...rest, variables }
}

/** `Arts, on a wall` as tags. */
export function readTags(text: string): string[] {
  return text
    .split(/[,;|]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')
}

/** Lines such as `colour = red`; one without a name or a value is still being typed, and is left out. */
export function readVariables(text: string): Record<string, string> {
  const pairs = text.split('\n').flatMap((line) => {
    const at = line.indexOf('=')
    const name = line.slice(0, Math.max(at, 0)).trim()
    const value = line.slice(at + 1).trim()
    return at === -1 || name === '' || value === '' ? [] : [[name, value] as const]
  })
  return Object.fromEntries(pairs)
}

export function writeVariables(variables: Readonly<Record<string, string>> = {}): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name} = ${value.replaceAll(/\s*\n\s*/g, ' ')}`)
    .join('\n')
}

export interface PromptFilter {
  text: string
  /** null for any. */
  tag: string | null
}

/** The rows that hold the text, in whatever capitals, and carry the tag. */
export function filterPrompts(rows: readonly EditedPrompt[], { text, tag }: PromptFilter): readonly EditedPrompt[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '' && tag === null) return rows
  return rows.filter(({ prompt }) => {
    if (tag !== null && prompt.tags?.includes(tag) !== true) return false
    return (
      wanted === '' ||
      [prompt.text, prompt.name ?? '', prompt.negativePrompt ?? ''].some((part) => part.toLowerCase().includes(wanted))
    )
  })
}

/** What is to be saved; the number of the first prompt without a text, from 1, where there is one. */
export function finishEditing({ rows }: Editing): { prompts: Prompt[]; emptyNumber: number | null } {
  const empty = rows.findIndex(({ prompt }) => prompt.text.trim() === '')
  return { prompts: rows.map(({ prompt }) => prompt), emptyNumber: empty === -1 ? null : empty + 1 }
}
