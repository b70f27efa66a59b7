import type { Prompt } from '#shared/domain/prompt.ts'
import type { PromptSetSummary } from '#shared/domain/prompt-set.ts'
import { AssayError } from '#shared/errors.ts'
import type { WorkbenchContext } from './context.ts'
import { findPack, ownSummary } from './prompt-sets.ts'

type Sources = Pick<WorkbenchContext, 'ports' | 'store'>

export interface PromptSetDraft {
  /** null for a new set. */
  promptSetId: string | null
  /** The version that was edited; the newest if undefined. */
  basedOn?: number | undefined
  /** Of a set that is made. */
  name?: string | undefined
  description: string
  prompts: Prompt[]
}

/**
 * Keeps prompts as the next version of a set, or as a new set: one that ships is never changed, so an edit of it is the user's own.
 * @throws AssayError NOT_FOUND, or CHANGED_MEANWHILE where another version has been saved since
 */
export async function savePromptSet(draft: PromptSetDraft, sources: Sources): Promise<PromptSetSummary> {
  const { promptSetId, name, description, prompts } = draft
  if (promptSetId === null) return createPromptSet({ name: name ?? 'Prompts', description, prompts }, sources)
  const pack = await findPack(promptSetId, sources)
  if (pack !== null) {
    const from = description === '' ? `Copied from “${pack.name}”, which ships with Assay.` : description
    return createPromptSet({ name: name ?? `${pack.name}, copy`, description: from, prompts }, sources)
  }
  const { ports, store } = sources
  const newest = ownSummary(promptSetId, sources)
  const basedOn = draft.basedOn ?? newest.version
  const createdAt = ports.clock.now().toISOString()
  if (!store.promptSets.addVersion(promptSetId, basedOn, { createdAt, description, prompts })) {
    throw new AssayError(
      'CHANGED_MEANWHILE',
      `“${newest.name}” was not saved: version ${newest.version} was saved since version ${basedOn} was opened. Open that one, or save yours as a new set.`,
    )
  }
  return ownSummary(promptSetId, sources)
}

/** Keeps the first version of a set. */
export function createPromptSet(
  { name, description, prompts }: { name: string; description: string; prompts: Prompt[] },
  { ports, store }: Sources,
): PromptSetSummary {
  const id = ports.ids.next('prompt-set')
  store.promptSets.create(id, name, { createdAt: ports.clock.now().toISOString(), description, prompts })
  return ownSummary(id, { store })
}

/** The user's own set, for what can't be done to one that ships. @throws AssayError BAD_USAGE or NOT_FOUND */
export async function ownPromptSet(promptSetId: string, sources: Sources): Promise<PromptSetSummary> {
  const pack = await findPack(promptSetId, sources)
  if (pack === null) return ownSummary(promptSetId, sources)
  throw new AssayError(
    'BAD_USAGE',
    `“${pack.name}” ships with Assay and can't be changed. What you save of it becomes a set of your own.`,
  )
}
