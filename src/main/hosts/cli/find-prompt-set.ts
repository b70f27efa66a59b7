import type { Workbench } from '#main/workbench/workbench.ts'
import type { PromptSetSummary } from '#shared/domain/prompt-set.ts'
import { AssayError } from '#shared/errors.ts'

/**
 * A prompt set by its id, the beginning of its id, or its name.
 * @throws AssayError NOT_FOUND where there is none, or more than one
 */
export async function findPromptSet({ promptSet }: Workbench['client'], wanted: string): Promise<PromptSetSummary> {
  const known = await promptSet.list()
  const exact = known.find(({ id }) => id === wanted)
  if (exact !== undefined) return exact
  const named = known.filter(({ name }) => name === wanted)
  const fitting = named.length > 0 ? named : known.filter(({ id }) => id.startsWith(wanted))
  const [first] = fitting
  if (first !== undefined && fitting.length === 1) return first
  const names = known.map(({ id, name }) => `${id} (${name})`).join(', ')
  const problem =
    fitting.length > 1 ? `"${wanted}" fits more than one prompt set.` : `There is no prompt set "${wanted}".`
  throw new AssayError('NOT_FOUND', `${problem} There are: ${names}.`)
}
