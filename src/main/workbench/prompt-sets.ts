import type { PromptSet, PromptSetSummary, PromptSetVersion } from '#shared/domain/prompt-set.ts'
import { AssayError } from '#shared/errors.ts'
import type { WorkbenchContext } from './context.ts'
import { readPromptPacks } from './prompt-packs.ts'

type Sources = Pick<WorkbenchContext, 'ports' | 'store'>

/** The user's own sets in the order in which they were made, then those that ship. */
export async function listPromptSets({ ports, store }: Sources): Promise<PromptSetSummary[]> {
  const packs = await readPromptPacks(ports.resourcesDirectory)
  const own = store.promptSets.list().map((summary) => ({ ...summary, shipped: false }))
  return [...own, ...packs.map(summarisePack)]
}

/**
 * @param version the newest if undefined
 * @throws AssayError NOT_FOUND
 */
export async function getPromptSet(
  { promptSetId, version }: { promptSetId: string; version?: number | undefined },
  sources: Sources,
): Promise<PromptSet & { shipped: boolean }> {
  const pack = await findPack(promptSetId, sources)
  if (pack !== null) {
    if (version === undefined || version === pack.version) return { ...pack, shipped: true }
    throw noSuchVersion(pack.name, version, pack.version)
  }
  const { store } = sources
  const newest = ownSummary(promptSetId, sources)
  const found = store.promptSets.get(promptSetId, version ?? newest.version)
  if (found === null) throw noSuchVersion(newest.name, version ?? newest.version, newest.version)
  return { ...found, shipped: false }
}

/** The newest first. @throws AssayError NOT_FOUND */
export async function listVersions(promptSetId: string, sources: Sources): Promise<PromptSetVersion[]> {
  const pack = await findPack(promptSetId, sources)
  if (pack !== null) {
    const { version, createdAt, description, prompts } = pack
    return [{ version, createdAt, description, promptCount: prompts.length }]
  }
  ownSummary(promptSetId, sources)
  return sources.store.promptSets.versions(promptSetId)
}

/** A set of the user's own. @throws AssayError NOT_FOUND */
export function ownSummary(promptSetId: string, { store }: Pick<WorkbenchContext, 'store'>): PromptSetSummary {
  const found = store.promptSets.summary(promptSetId)
  if (found !== null) return { ...found, shipped: false }
  throw new AssayError('NOT_FOUND', `There is no prompt set "${promptSetId}" in this data folder.`)
}

/** null for a set that does not ship. */
export async function findPack(
  promptSetId: string,
  { ports }: Pick<WorkbenchContext, 'ports'>,
): Promise<PromptSet | null> {
  return (await readPromptPacks(ports.resourcesDirectory)).find(({ id }) => id === promptSetId) ?? null
}

function summarisePack({ id, name, version, createdAt, prompts }: PromptSet): PromptSetSummary {
  return { id, name, version, createdAt, promptCount: prompts.length, shipped: true }
}

function noSuchVersion(name: string, version: number, newest: number): AssayError {
  return new AssayError('NOT_FOUND', `“${name}” has no version ${version}. Its newest is ${newest}.`)
}
