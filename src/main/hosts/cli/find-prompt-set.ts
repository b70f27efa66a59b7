import type { Workbench } from '#main/workbench/workbench.ts'
import type { PromptSetSummary } from '#shared/domain/prompt-set.ts'
import { findNamed } from './find-named.ts'

/**
 * A prompt set by its id, the beginning of its id, or its name.
 * @throws AssayError NOT_FOUND where there is none, or more than one
 */
export async function findPromptSet({ promptSet }: Workbench['client'], wanted: string): Promise<PromptSetSummary> {
  return findNamed(await promptSet.list(), wanted, { noun: 'prompt set', none: 'There is none.' })
}
